@NullMarked
package io.milliwatt.transport;

import org.jspecify.annotations.NullMarked;
