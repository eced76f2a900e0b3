/// Launches, finds, watches and ends engines: in Docker, or as a child process of this host.
///
/// [Engines] is what the window and the command line use, [LocalEngines#create()] makes one. A
/// launch chooses the address, checks the ports, builds the image when it is missing, starts the
/// engine, and then waits in layers: process, control API, SIP OPTIONS 200, RTP echo. "The ports
/// are open" is not "the engine is ready": a container's published ports accept connections before
/// the process in it has begun.
///
/// What a launch creates is removed again in every outcome. Containers carry labels with all that
/// is known of them, so that any process finds them by asking the daemon alone; the control token
/// is read from the container's environment, which only those can read who may use the daemon.
/// Child processes leave a state file with mode 0600 in `$XDG_STATE_HOME/milliwatt`. Both carry the
/// identity of the process that launched them, and the next launch removes what a killed process
/// left behind.
///
/// RFC 3261 (OPTIONS, INVITE, BYE of the readiness call), RFC 3550 (its packets), RFC 3551 (PCMU).
///
/// Threads: [LocalEngines] may be used from any thread, off the window's. A launch works on the
/// calling thread, and looks at `cancelled` at least every 50 ms.
///
/// ```java
/// Engines engines = LocalEngines.create();
/// EngineInfo engine = engines.launch(LaunchRequest.defaults(), listener, () -> false);
/// call(engine.dial("echo"));
/// engines.stop(engine.name());
/// ```
@NullMarked
package io.milliwatt.bench.engine;

import org.jspecify.annotations.NullMarked;
