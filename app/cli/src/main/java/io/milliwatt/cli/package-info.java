@NullMarked
package io.milliwatt.cli;

import org.jspecify.annotations.NullMarked;
