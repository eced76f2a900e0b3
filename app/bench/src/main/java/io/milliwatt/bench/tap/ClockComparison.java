package io.milliwatt.bench.tap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far the clocks of two taps are apart, measured by the packets that both saw. The fastest one
/// each way took at least no time: with a delay `there` one way and `back` the other, as their
/// clocks tell them, the second clock is ahead by `(there - back) / 2`, give or take `(there +
/// back) / 2` (as RFC 5905, section 8, does with one packet).
///
/// @param from one tap
/// @param to the other
/// @param offsetMillis how much the clock of `to` is ahead; NaN when packets went one way only
/// @param uncertaintyMillis how wrong that can be
/// @param sameClock whether the taps read the clock of the same machine
public record ClockComparison(
        Place from, Place to, double offsetMillis, double uncertaintyMillis, boolean sameClock) {
    /// Compares the neighbours on the way.
    static List<ClockComparison> of(HopFigures figures, List<Place> places, boolean sameClock) {
        var found = new ArrayList<ClockComparison>();
        if (places.contains(Place.HOST)) {
            if (places.contains(Place.PHONE)) {
                found.add(compare(figures, Place.PHONE, Place.HOST, 1, 3, sameClock));
            }
            if (places.contains(Place.ENGINE)) {
                found.add(compare(figures, Place.HOST, Place.ENGINE, 3, 1, sameClock));
            }
        } else if (places.contains(Place.PHONE) && places.contains(Place.ENGINE)) {
            found.add(compare(figures, Place.PHONE, Place.ENGINE, 3, 3, sameClock));
        }
        return found;
    }

    private static ClockComparison compare(
            HopFigures figures,
            Place from,
            Place to,
            int pointThere,
            int pointBack,
            boolean sameClock) {
        Optional<Long> there = figures.fastest(Way.TO_ENGINE, pointThere);
        Optional<Long> back = figures.fastest(Way.FROM_ENGINE, pointBack);
        if (there.isEmpty() || back.isEmpty()) {
            return new ClockComparison(from, to, Double.NaN, Double.NaN, sameClock);
        }
        return new ClockComparison(
                from,
                to,
                (there.get() - back.get()) / 2e6,
                Math.abs(there.get() + back.get()) / 2e6,
                sameClock);
    }

    /// `phone and engine: one clock (the same machine); measured 0.02 ms apart, give or take 0.05
    /// ms`.
    public String words() {
        String whose =
                from.key()
                        + " and "
                        + to.key()
                        + (sameClock ? ": one clock (the same machine); " : ": two clocks; ");
        return whose
                + (Double.isNaN(offsetMillis)
                        ? "not measured, since no packet was seen at both each way"
                        : String.format(
                                java.util.Locale.ROOT,
                                "measured %.3f ms apart, give or take %.3f ms",
                                offsetMillis,
                                uncertaintyMillis));
    }
}
