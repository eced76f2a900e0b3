/// What the user chose and wants to find again: theme, default ports, runtime, network mode, audio.
///
/// [SettingsStore][io.milliwatt.presentation.settings.SettingsStore] keeps it in
/// `$XDG_CONFIG_HOME/milliwatt/settings.properties` (`~/.config` where that is not set). A value in
/// the file that is not understood is left at its default: settings never stop a start.
///
/// **Threads.** [SettingsViewModel][io.milliwatt.presentation.settings.SettingsViewModel] belongs
/// to the user interface thread and has the file written by the task runner.
///
/// ```java
/// var settings = new SettingsViewModel(surroundings, SettingsStore.ofUser(System.getenv()));
/// settings.rtpPorts().set("40000-40099");   // checked, saved, used by the next launch
/// ```
@NullMarked
package io.milliwatt.presentation.settings;

import org.jspecify.annotations.NullMarked;
