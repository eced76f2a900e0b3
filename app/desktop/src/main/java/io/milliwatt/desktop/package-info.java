@NullMarked
package io.milliwatt.desktop;

import org.jspecify.annotations.NullMarked;
