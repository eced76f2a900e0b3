/// The three ways from any thread to the thread of the user interface. Nothing else crosses over.
///
/// - [Latest][io.milliwatt.presentation.bridge.Latest]: only the newest value counts (meters, the
///   state of a call, the progress of a launch)
/// - [KeyedSnapshot][io.milliwatt.presentation.bridge.KeyedSnapshot]: the rows of a table, at most
///   ten times a second, applied as a difference, so that selection and scroll position stay
/// - [BoundedLog][io.milliwatt.presentation.bridge.BoundedLog]: lines, at most so many, the oldest
///   go and are counted
///
/// Each takes a [UiScheduler][io.milliwatt.presentation.bridge.UiScheduler], and however much is
/// offered has at most one action waiting in it: a flood costs the memory of what is shown and the
/// time of one redraw, never a queue that grows.
///
/// **Threads.** `offer` may be called from any thread and never blocks. Everything else belongs to
/// the user interface thread.
///
/// ```java
/// var level = new Latest<Double>(ui, meter::set);
/// level.offer(0.25);
/// ```
@NullMarked
package io.milliwatt.presentation.bridge;

import org.jspecify.annotations.NullMarked;
