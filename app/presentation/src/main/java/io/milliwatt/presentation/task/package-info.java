/// Long work off the user interface thread.
///
/// A [Work][io.milliwatt.presentation.task.Work] is handed to a
/// [TaskRunner][io.milliwatt.presentation.task.TaskRunner]; its
/// [TaskState][io.milliwatt.presentation.task.TaskState] comes back on the user interface thread,
/// [Running][io.milliwatt.presentation.task.TaskState.Running] first, then exactly one of the
/// others. The [RunningTask][io.milliwatt.presentation.task.RunningTask] asks it to stop.
///
/// [VirtualThreadRunner][io.milliwatt.presentation.task.VirtualThreadRunner] gives each work a
/// virtual thread of its own. Tests use one that runs at once and one that is advanced by hand, so
/// that the picture *while* something runs can be asserted.
///
/// **Errors.** An expected failure is a [BenchException][io.milliwatt.bench.problem.BenchException]
/// and becomes [Failed][io.milliwatt.presentation.task.TaskState.Failed]. Any other exception is a
/// bug: it ends at this boundary, goes to the log with its stack trace, and is shown as a problem
/// of code `INTERNAL`.
///
/// ```java
/// runner.run("list engines", _ -> engines.list(), state -> {
///     if (state instanceof TaskState.Done<List<EngineInfo>>(var list)) { show(list); }
/// });
/// ```
@NullMarked
package io.milliwatt.presentation.task;

import org.jspecify.annotations.NullMarked;
