/// What the window shows and what it can be told to do, without a window: properties and commands
/// only. Of JavaFX it knows `javafx.base` (properties, observable lists); a Node or Platform does
/// not compile here.
///
/// The one way into it is [io.milliwatt.presentation.ShellViewModel], made from
/// [io.milliwatt.presentation.Surroundings]: the use cases, the [task
/// runner][io.milliwatt.presentation.task.TaskRunner], the [user interface
/// thread][io.milliwatt.presentation.bridge.UiScheduler], and the clock.
///
/// **Threads.** View models belong to the user interface thread: their properties are read, and
/// their commands called, there and nowhere else. A command returns at once; whatever asks an
/// engine, Docker, the phone or a file runs on the task runner. What comes back crosses over by one
/// of three bridges, [Latest][io.milliwatt.presentation.bridge.Latest],
/// [KeyedSnapshot][io.milliwatt.presentation.bridge.KeyedSnapshot] and
/// [BoundedLog][io.milliwatt.presentation.bridge.BoundedLog], or as the state of a task.
///
/// ```java
/// var shell = new ShellViewModel(
///         new Surroundings(backend, new VirtualThreadRunner(ui), ui, InstantSource.system()),
///         SettingsStore.ofUser(System.getenv()));
/// shell.bench().engine().state().addListener((_, _, state) -> show(state));
/// shell.bench().engine().launch();
/// ```
@NullMarked
package io.milliwatt.presentation;

import org.jspecify.annotations.NullMarked;
