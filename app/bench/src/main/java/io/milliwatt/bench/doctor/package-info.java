@NullMarked
package io.milliwatt.bench.doctor;

import org.jspecify.annotations.NullMarked;
