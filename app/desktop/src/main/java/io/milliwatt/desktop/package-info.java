/// The window. [Main][io.milliwatt.desktop.Main] opens it,
/// [Screenshots][io.milliwatt.desktop.Screenshots] takes pictures of it.
///
/// Views are bindings only: they show properties of the view models in [io.milliwatt.presentation]
/// and call their commands. Parts:
///
/// - [io.milliwatt.desktop.view]: the frame (rail, status bar) and the pieces all pages share
/// - [io.milliwatt.desktop.bench]: the page Bench
/// - [io.milliwatt.desktop.page]: the other pages, built when first shown
/// - [io.milliwatt.desktop.plot]: what is drawn on a canvas
///
/// **Threads.** Everything here runs on the JavaFX application thread.
/// [FxScheduler][io.milliwatt.desktop.FxScheduler] is the only class that hands work to it, and
/// only the bridges and the task runner of the presentation use it. Nothing here blocks: an engine,
/// the phone, Docker and files are asked on the task runner.
///
/// ```java
/// var shell = new ShellViewModel(surroundings, SettingsStore.ofUser(System.getenv()));
/// new MainWindow(stage, shell).show();
/// ```
@NullMarked
package io.milliwatt.desktop;

import org.jspecify.annotations.NullMarked;
