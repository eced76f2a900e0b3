/// What outlives a process of Milliwatt: files in the user's state directory, and the identity of
/// the process that wrote them.
///
/// A file or a label that was written by a process names its owner by a [ProcessIdentity][
/// io.milliwatt.bench.state.ProcessIdentity], so that the next process can tell whether the owner
/// still lives: a process number alone is used again sooner or later.
///
/// Threads: all types are safe for several threads and several processes; a reader never sees half
/// of a file.
///
/// ```java
/// StateDirectory states = StateDirectory.ofUser();
/// states.write("docker-engine", state);
/// Optional<DockerState> read = states.read("docker-engine", DockerState.class);
/// ```
@NullMarked
package io.milliwatt.bench.state;

import org.jspecify.annotations.NullMarked;
