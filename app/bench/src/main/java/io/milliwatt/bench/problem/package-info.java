@NullMarked
package io.milliwatt.bench.problem;

import org.jspecify.annotations.NullMarked;
