/// The page Bench: engine on the left, phone in the middle, the call on the right. The parts that
/// show a call ([StreamsPane][io.milliwatt.desktop.bench.StreamsPane],
/// [MessagesPane][io.milliwatt.desktop.bench.MessagesPane],
/// [SdpPane][io.milliwatt.desktop.bench.SdpPane],
/// [FindingsPane][io.milliwatt.desktop.bench.FindingsPane]) serve the page Calls too.
///
/// **Threads.** The JavaFX application thread.
///
/// ```java
/// var page = new BenchPage(shell.bench());
/// page.focusDial();
/// ```
@NullMarked
package io.milliwatt.desktop.bench;

import org.jspecify.annotations.NullMarked;
