/// What the engine counts, its own health included. One documented enum; values only grow. Any
/// thread.
///
/// ```java
/// counters.increment(EngineCounter.CALLS_ANSWERED);
/// ```
@NullMarked
package io.milliwatt.engine.counter;

import org.jspecify.annotations.NullMarked;
