package io.milliwatt.bench.tap;

/// Which way a packet goes, and what it passes in that order.
public enum Way {
    TO_ENGINE(
            "to-engine",
            "left the phone",
            "reached the host",
            "left the host",
            "entered the engine"),
    FROM_ENGINE("from-engine", "left the engine", "reached the host", "left the host", "came back");

    /// How many points it passes at most.
    public static final int POINTS = 4;

    private final String key;
    private final String[] words;

    Way(String key, String... words) {
        this.key = key;
        this.words = words;
    }

    /// The word in JSON.
    public String key() {
        return key;
    }

    /// The point in words: `entered the engine`.
    ///
    /// @param point 0 to 3
    public String words(int point) {
        return words[point];
    }

    /// The point at which a place sees it; at the host the first of two, reached and left.
    int point(Place place) {
        return switch (place) {
            case PHONE -> this == TO_ENGINE ? 0 : POINTS - 1;
            case HOST -> 1;
            case ENGINE -> this == TO_ENGINE ? POINTS - 1 : 0;
        };
    }

    /// The place that sees a point.
    Place place(int point) {
        if (point == 1 || point == 2) {
            return Place.HOST;
        }
        return (point == 0) == (this == TO_ENGINE) ? Place.PHONE : Place.ENGINE;
    }
}
