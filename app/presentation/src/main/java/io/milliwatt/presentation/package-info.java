@NullMarked
package io.milliwatt.presentation;

import org.jspecify.annotations.NullMarked;
