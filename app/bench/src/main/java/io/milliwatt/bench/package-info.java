@NullMarked
package io.milliwatt.bench;

import org.jspecify.annotations.NullMarked;
