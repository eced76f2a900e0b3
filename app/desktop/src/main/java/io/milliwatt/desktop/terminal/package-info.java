/// The terminal as it is seen: a canvas of cells, keyboard, mouse and clipboard.
///
/// [TerminalPane][io.milliwatt.desktop.terminal.TerminalPane] draws what
/// [TerminalViewModel][io.milliwatt.presentation.terminal.TerminalViewModel] shows, at most once
/// per pulse, and hands keys to it. While it has the focus every key is the shell's, Tab, Escape
/// and Ctrl+C included; the clipboard is reached by Ctrl+Shift+C, Ctrl+Shift+V, the middle button
/// and the context menu.
///
/// **Threads.** The JavaFX application thread.
///
/// ```java
/// var pane = new TerminalPane(bench.terminal());
/// bench.terminal().open(engine);
/// pane.requestFocus();
/// ```
@NullMarked
package io.milliwatt.desktop.terminal;

import org.jspecify.annotations.NullMarked;
