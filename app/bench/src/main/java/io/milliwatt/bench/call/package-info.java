@NullMarked
package io.milliwatt.bench.call;

import org.jspecify.annotations.NullMarked;
