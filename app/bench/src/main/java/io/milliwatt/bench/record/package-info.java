@NullMarked
package io.milliwatt.bench.record;

import org.jspecify.annotations.NullMarked;
