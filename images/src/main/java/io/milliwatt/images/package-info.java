@NullMarked
package io.milliwatt.images;

import org.jspecify.annotations.NullMarked;
