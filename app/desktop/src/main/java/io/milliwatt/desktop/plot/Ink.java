package io.milliwatt.desktop.plot;

import io.milliwatt.presentation.call.Health;
import java.util.Locale;
import javafx.scene.paint.Color;

/// A colour of a plot, by its purpose. `milliwatt.css` sets it as `-mw-ink-NAME`.
public enum Ink {
    TEXT(Color.BLACK),
    MUTED(Color.GRAY),
    GRID(Color.LIGHTGRAY),
    SURFACE(Color.WHITESMOKE),
    BORDER(Color.LIGHTGRAY),
    LINE(Color.DODGERBLUE),
    SECOND(Color.GREEN),
    GOOD(Color.GREEN),
    WARN(Color.ORANGE),
    BAD(Color.RED);

    private final Color standard;

    Ink(Color standard) {
        this.standard = standard;
    }

    /// The property's name in the style sheet.
    String css() {
        return "-mw-ink-" + name().toLowerCase(Locale.ROOT);
    }

    Color standard() {
        return standard;
    }

    /// The colour that says how something is.
    public static Ink of(Health health) {
        return switch (health) {
            case IDLE -> MUTED;
            case GOOD -> GOOD;
            case WARN -> WARN;
            case BAD -> BAD;
        };
    }
}
