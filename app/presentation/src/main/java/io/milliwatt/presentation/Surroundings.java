package io.milliwatt.presentation;

import io.milliwatt.presentation.bridge.UiScheduler;
import io.milliwatt.presentation.task.TaskRunner;
import java.time.InstantSource;

/// All that a view model needs from outside.
///
/// @param backend the use cases
/// @param runner runs what may take long
/// @param ui the user interface thread
/// @param clock wall clock
public record Surroundings(
        Backend backend, TaskRunner runner, UiScheduler ui, InstantSource clock) {}
