@NullMarked
package io.milliwatt.bench.network;

import org.jspecify.annotations.NullMarked;
