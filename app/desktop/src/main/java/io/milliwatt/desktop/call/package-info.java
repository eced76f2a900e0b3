/// One call as the page Calls shows it: table of calls, ladder, messages, descriptions, streams
/// with their plots, findings.
///
/// Lists and tables are virtual, the ladder draws only the rows that are seen: a thousand calls and
/// ten thousand messages cost what a screenful costs. What is shown comes from
/// [CallsViewModel][io.milliwatt.presentation.call.CallsViewModel].
///
/// **Threads.** The JavaFX application thread.
///
/// ```java
/// var pane = new LadderPane(calls.detail());
/// ```
@NullMarked
package io.milliwatt.desktop.call;

import org.jspecify.annotations.NullMarked;
