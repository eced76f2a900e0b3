@NullMarked
package io.milliwatt.sip;

import org.jspecify.annotations.NullMarked;
