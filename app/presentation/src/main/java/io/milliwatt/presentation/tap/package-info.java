/// Every packet at every hop, while a call goes on: the taps of the bench as the window shows them.
///
/// [TapsViewModel][io.milliwatt.presentation.tap.TapsViewModel] has the choice whether the next
/// call is captured, one sealed [TapState][io.milliwatt.presentation.tap.TapState] that says how
/// far the taps are, and the figures: while the call goes on those of the packets until two seconds
/// ago, after it those of all. [HopRow][io.milliwatt.presentation.tap.HopRow] makes of each figure
/// a line in words, with what was rewritten since the point before.
///
/// Taps are put in place before the call and are ended after it, both on the task runner; the
/// capture they wrote is read there too, and handed to the page Calls.
///
/// Nothing here measures: every number is one of [io.milliwatt.bench.tap].
///
/// **Threads.** The user interface thread, but for what says that it is the task runner's.
///
/// ```java
/// taps.wanted().set(true);
/// phone.dial("echo");
/// taps.figures().get().hops().forEach(hop -> show(hop));
/// ```
@NullMarked
package io.milliwatt.presentation.tap;

import org.jspecify.annotations.NullMarked;
