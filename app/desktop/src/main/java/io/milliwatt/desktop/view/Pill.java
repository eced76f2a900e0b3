package io.milliwatt.desktop.view;

import io.milliwatt.presentation.call.Health;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;

/// A word or two in a coloured capsule.
public final class Pill extends Label {
    public Pill() {
        getStyleClass().add("pill");
        setMinWidth(USE_PREF_SIZE);
    }

    public Pill(Health health, String text) {
        this();
        show(health, text);
    }

    public void show(Health health, String text) {
        setText(text);
        for (Health each : Health.values()) {
            pseudoClassStateChanged(pseudoClass(each), each == health);
        }
    }

    /// `:good`, `:warn`, `:bad`, `:idle` in the style sheet.
    public static PseudoClass pseudoClass(Health health) {
        return PseudoClass.getPseudoClass(health.name().toLowerCase(Locale.ROOT));
    }
}
