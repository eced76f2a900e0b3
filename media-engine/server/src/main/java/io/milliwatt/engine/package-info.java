@NullMarked
package io.milliwatt.engine;

import org.jspecify.annotations.NullMarked;
