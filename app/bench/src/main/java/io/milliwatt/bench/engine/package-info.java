@NullMarked
package io.milliwatt.bench.engine;

import org.jspecify.annotations.NullMarked;
