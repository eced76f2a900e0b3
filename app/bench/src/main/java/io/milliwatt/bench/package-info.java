/// The use cases of Milliwatt, for the window and the command line alike. No JavaFX and nothing
/// printed: what is told is returned, or given to a listener.
///
/// - `engine`: engines in Docker and as child processes; `network`: addresses, ports
/// - `call`: the phone's calls and what is known of them; `record`: the call record; `doctor`: the
///   findings
/// - `docker`, `toolbox`, `state`: the daemon, commands on the host through a container, and what
///   outlives a process
/// - `problem`: expected failures, each with a fix
///
/// This package itself holds only where the installed files are:
///
/// ```java
/// Distribution files = Distribution.current(); // BenchException ENGINE_FILES_MISSING
/// ```
@NullMarked
package io.milliwatt.bench;

import org.jspecify.annotations.NullMarked;
