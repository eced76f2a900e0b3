/// A terminal in an engine's container: for the command line, which hands its own terminal over,
/// and for a window, which draws one.
///
/// [EngineTerminals][io.milliwatt.bench.terminal.EngineTerminals] opens a
/// [TerminalSession][io.milliwatt.bench.terminal.TerminalSession]: bytes in, bytes out, a size, and
/// an exit status. The built-in engine's image has no shell, and shall have none; its terminal is a
/// toolbox container that joins the engine's network and process namespaces, so that `ss`, `ip`,
/// `tcpdump` and `ps` show what the engine sees. An image with a shell of its own is entered as
/// `docker exec -t` does. Either shell ends with this process, however that ends
/// ([Lifeline][io.milliwatt.bench.terminal.Lifeline]).
///
/// Bytes are not looked at: escape sequences, colours and UTF-8 pass as they are, and who shows
/// them needs a terminal emulator.
///
/// Threads: a session may be used from several threads, each of its streams by one at a time.
/// Opening takes half a second; off the window's thread.
///
/// ```java
/// try (TerminalSession shell = EngineTerminals.create().open(engine, new TerminalSize(80, 24))) {
///     shell.input().write("ss -lun\r".getBytes(UTF_8));
///     shell.output().read(bytes);
///     shell.resize(new TerminalSize(132, 43));
/// }
/// ```
@NullMarked
package io.milliwatt.bench.terminal;

import org.jspecify.annotations.NullMarked;
