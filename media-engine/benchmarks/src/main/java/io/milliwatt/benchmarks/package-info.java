/// JMH benchmarks of what runs for every packet. Run them with `docs/performance/packet-path`.
@NullMarked
package io.milliwatt.benchmarks;

import org.jspecify.annotations.NullMarked;
