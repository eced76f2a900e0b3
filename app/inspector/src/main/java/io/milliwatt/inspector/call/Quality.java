package io.milliwatt.inspector.call;

import java.util.Locale;

/// What a listener would say of a stream: the E-model of ITU-T G.107.
///
/// @param r the rating, 0 to 100
/// @param mos mean opinion score, 1 to 4.5
/// @param codec its name
/// @param lossPercent packets that never came, percent
/// @param burstRatio 1 = they are lost at random
/// @param oneWayMillis delay, milliseconds; negative = not measured, and left out
public record Quality(
        double r,
        double mos,
        String codec,
        double lossPercent,
        double burstRatio,
        double oneWayMillis) {
    /// What it was computed from, in words, such as `PCMA, 0.3 % lost, burst ratio 1.0, 45 ms one
    /// way`.
    public String inputs() {
        return String.format(
                Locale.ROOT,
                "%s, %.1f %% lost, burst ratio %.1f, %s",
                codec,
                lossPercent,
                burstRatio,
                oneWayMillis < 0
                        ? "delay not measured and left out"
                        : String.format(Locale.ROOT, "%.0f ms one way", oneWayMillis));
    }
}
