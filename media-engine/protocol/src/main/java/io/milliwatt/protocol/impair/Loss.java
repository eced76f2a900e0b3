package io.milliwatt.protocol.impair;

/// How packets get lost, by the model of Gilbert and Elliott: two states, each with a loss of its
/// own, between which chance decides before each packet.
///
/// @param toBad probability to go from the good to the bad state, 0 to 1
/// @param toGood probability to go back
/// @param inGood share of packets lost in the good state
/// @param inBad share of packets lost in the bad state
public record Loss(double toBad, double toGood, double inGood, double inBad) {
    public static final Loss NONE = new Loss(0, 1, 0, 0);

    public Loss {
        if (!(isShare(toBad) && isShare(toGood) && isShare(inGood) && isShare(inBad))) {
            throw new IllegalArgumentException("probabilities are 0 to 1");
        }
    }

    private static boolean isShare(double value) {
        return value >= 0 && value <= 1;
    }

    /// Each packet by itself.
    public static Loss random(double percent) {
        return new Loss(0, 1, percent / 100, 0);
    }

    /// Bursts: in the good state nothing is lost, in the bad state everything.
    ///
    /// @param percent loss over all
    /// @param meanBurst packets lost in a row on average, at least 1
    public static Loss bursts(double percent, double meanBurst) {
        double share = percent / 100;
        if (!(share < 1 && meanBurst >= 1)) {
            throw new IllegalArgumentException(
                    "bursts need a loss below 100 % and at least 1 packet, not "
                            + percent
                            + " % and "
                            + meanBurst);
        }
        double toGood = 1 / meanBurst;
        return new Loss(Math.min(1, toGood * share / (1 - share)), toGood, 0, 1);
    }

    /// The loss to expect over a long time, 0 to 100.
    public double percent() {
        double bad = toBad + toGood == 0 ? 0 : toBad / (toBad + toGood);
        return 100 * (bad * inBad + (1 - bad) * inGood);
    }
}
