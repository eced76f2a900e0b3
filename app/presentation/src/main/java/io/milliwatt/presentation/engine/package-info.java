/// The engine card: one engine at a time, from launch to end.
///
/// [EngineViewModel][io.milliwatt.presentation.engine.EngineViewModel] has one property that says
/// how things are, the sealed [EngineState][io.milliwatt.presentation.engine.EngineState]; a view
/// switches over it and needs no other. Beside it stand the course of CPU and memory, the log, and
/// the [checks][io.milliwatt.presentation.engine.Check] before a call.
///
/// While an engine runs it is looked at once a second; when it is gone, whoever ended it, the state
/// becomes [Failed][io.milliwatt.presentation.engine.EngineState.Failed] with the reason.
///
/// **Threads.** The user interface thread only.
///
/// ```java
/// engine.launch();
/// switch (engine.state().get()) {
///     case EngineState.Stopped stopped -> offerLaunch(stopped.note());
///     case EngineState.Launching(var progress, var cancelling) -> show(progress);
///     case EngineState.Running(var info, var usage, var uptime) -> show(info);
///     case EngineState.Stopping(var info) -> wait(info);
///     case EngineState.Failed(var problem) -> explain(problem);
/// }
/// ```
@NullMarked
package io.milliwatt.presentation.engine;

import org.jspecify.annotations.NullMarked;
