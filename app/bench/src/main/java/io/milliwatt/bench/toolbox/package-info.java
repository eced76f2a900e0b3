/// Commands on the host through a container: routes, packet filter rules, interfaces, captures.
///
/// A user who may use Docker may start a container with just the capability a step needs; no sudo,
/// and never `--privileged`. A [Toolbox][io.milliwatt.bench.toolbox.Toolbox] runs one command each
/// in a fresh container of the toolbox image, which is made on this machine.
///
/// Whatever changes the host goes through [HostChanges][io.milliwatt.bench.toolbox.HostChanges]:
/// the command that undoes a change is in the
/// [HostJournal][io.milliwatt.bench.toolbox.HostJournal], on disk, before the change is made, and
/// leaves it when it is undone. What a crash left is undone by the next change, and by `./milliwatt
/// clean`.
///
/// Threads: everything is safe for several threads and processes; every call blocks, a container
/// takes about half a second.
///
/// ```java
/// Toolbox toolbox = Toolbox.create();
/// String routes = toolbox.require(
///         ToolboxTask.of("read the routes", "ip", "-j", "route").in(new ToolboxNetwork.Host()));
/// try (ToolboxProcess capture = toolbox.open(
///         ToolboxTask.capture(
///                 "capture", new ToolboxNetwork.OfContainer(id), "-i", "any", "-U", "-w", "-"),
///         true)) {
///     capture.output().read(bytes);
/// }
/// ```
@NullMarked
package io.milliwatt.bench.toolbox;

import org.jspecify.annotations.NullMarked;
