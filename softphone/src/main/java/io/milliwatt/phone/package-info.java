@NullMarked
package io.milliwatt.phone;

import org.jspecify.annotations.NullMarked;
