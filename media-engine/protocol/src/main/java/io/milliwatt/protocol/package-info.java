@NullMarked
package io.milliwatt.protocol;

import org.jspecify.annotations.NullMarked;
