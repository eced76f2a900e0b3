package io.milliwatt.desktop;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import io.milliwatt.presentation.settings.SettingsViewModel;
import io.milliwatt.presentation.settings.ThemeChoice;
import java.util.Optional;
import javafx.application.Application;
import javafx.application.ColorScheme;
import javafx.application.Platform;

/// Light or dark, as the user or the system has it.
final class Themes {
    private Themes() {}

    /// Applies the theme of the settings, now and whenever it or the system's changes.
    ///
    /// @param first counts instead, until the settings are changed
    static void follow(SettingsViewModel settings, Optional<ThemeChoice> first) {
        apply(first.orElse(settings.get().theme()));
        settings.current()
                .addListener((_, before, now) -> {
                    if (before.theme() != now.theme()) {
                        apply(now.theme());
                    }
                });
        Platform.getPreferences()
                .colorSchemeProperty()
                .addListener((_, _, _) -> {
                    if (first.isEmpty() && settings.get().theme() == ThemeChoice.SYSTEM) {
                        apply(ThemeChoice.SYSTEM);
                    }
                });
    }

    /// Applies a theme now.
    static void apply(ThemeChoice choice) {
        boolean dark =
                switch (choice) {
                    case LIGHT -> false;
                    case DARK -> true;
                    case SYSTEM -> Platform.getPreferences().getColorScheme() == ColorScheme.DARK;
                };
        Application.setUserAgentStylesheet(
                dark
                        ? new PrimerDark().getUserAgentStylesheet()
                        : new PrimerLight().getUserAgentStylesheet());
    }
}
