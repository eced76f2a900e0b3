/// What is drawn on a canvas: the path of a call, the course of the jitter, small plots, level
/// meters. A canvas costs half of what a chart does.
///
/// [Plot][io.milliwatt.desktop.plot.Plot] gives a canvas of the size of its region and the colours
/// of the theme ([Ink][io.milliwatt.desktop.plot.Ink], set in `milliwatt.css`), and draws once per
/// pulse however often something changed. What is drawn is told to screen readers in words.
///
/// **Threads.** The JavaFX application thread.
///
/// ```java
/// var plot = new Sparkline();
/// plot.show(samples);
/// ```
@NullMarked
package io.milliwatt.desktop.plot;

import org.jspecify.annotations.NullMarked;
