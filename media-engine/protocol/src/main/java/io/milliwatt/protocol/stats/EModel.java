package io.milliwatt.protocol.stats;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The transmission rating of a narrow-band conversation, ITU-T G.107 (06/2015): `R = Ro - Is - Id
/// - Ie,eff`, and what people would say to it, MOS, annex B.
///
/// Only what a capture can know is an input: codec, loss, its burstiness, delay. Everything else
/// (loudness, noise, echo) has the default of table 3, with which R is 93.2 when nothing is lost
/// and nothing delayed. The advantage factor is 0.
///
/// Codecs have the figures of G.113, appendix I. Wide-band codecs (G.722, Opus, L16 at 16 kHz) are
/// not on this scale, and have no rating here: none is better than an invented one.
public final class EModel {
    private static final double SEND_LOUDNESS_DB = 8;
    private static final double RECEIVE_LOUDNESS_DB = 2;
    private static final double SIDETONE_DB = 15;
    private static final double ECHO_LOUDNESS_DB = 65;
    private static final double ECHO_PATH_LOSS_DB = 110;
    private static final double LISTENER_SIDETONE_DB = 18;
    private static final double ROOM_NOISE_DB = 35;
    private static final double CIRCUIT_NOISE_DBM0P = -70;
    private static final double NOISE_FLOOR_DBMP = -64;
    private static final double TELEPHONE_FACTOR_DB = 3;
    private static final double RATING_SCALE = 95;

    private static final double NOISE_DBM0P = noise();
    private static final double SIGNAL_TO_NOISE = 15 - 1.5 * (SEND_LOUDNESS_DB + NOISE_DBM0P);

    /// G.113 (11/2007), appendix I, tables I.1 and I.2. G.711 with concealment as its own appendix
    /// I does it.
    private static final Map<String, Impairment> IMPAIRMENTS =
            Map.of(
                    "PCMU", new Impairment(0, 25.1),
                    "PCMA", new Impairment(0, 25.1),
                    "G729", new Impairment(11, 19),
                    "G723", new Impairment(15, 16.1),
                    "GSM-EFR", new Impairment(5, 10));

    private EModel() {}

    /// What a codec does to speech.
    ///
    /// @param equipment Ie, without loss
    /// @param lossRobustness Bpl: the higher, the better it hides loss
    private record Impairment(double equipment, double lossRobustness) {}

    /// A rating, with what it was made from.
    ///
    /// @param codec encoding name
    /// @param lossPercent packets lost, late ones that were thrown away included; percent
    /// @param burstRatio BurstR: 1 = random loss, 2 = bursts twice as long as random ones
    /// @param oneWayDelayMillis mouth to ear; milliseconds
    /// @param r 0 to 100; above 80 people are satisfied, below 60 nearly all are not
    /// @param mos 1 to 4.5, conversational quality (MOS-CQE)
    public record Rating(
            String codec,
            double lossPercent,
            double burstRatio,
            double oneWayDelayMillis,
            double r,
            double mos) {}

    /// Rates a stream. Empty for a codec without figures on this scale.
    ///
    /// @param codec encoding name, whatever its case
    /// @param lossPercent 0 to 100
    /// @param burstRatio at least 1, see [#burstRatio]
    /// @param oneWayDelayMillis mouth to ear, at least 0; milliseconds
    public static Optional<Rating> rate(
            String codec, double lossPercent, double burstRatio, double oneWayDelayMillis) {
        Impairment impairment = IMPAIRMENTS.get(codec.toUpperCase(Locale.ROOT));
        if (impairment == null) {
            return Optional.empty();
        }
        double loss = Math.clamp(lossPercent, 0, 100);
        double burst = Math.max(1, burstRatio);
        double delay = Math.max(0, oneWayDelayMillis);
        double r =
                SIGNAL_TO_NOISE
                        - simultaneous(delay)
                        - delayed(delay)
                        - equipment(impairment, loss, burst);
        return Optional.of(new Rating(codec, loss, burst, delay, Math.clamp(r, 0, 100), mos(r)));
    }

    /// BurstR, section 7.4: mean length of the observed bursts over the mean length that random
    /// loss of the same rate would have, which is `1 / (1 - loss)`.
    ///
    /// @param lost packets lost
    /// @param bursts runs of consecutive lost packets
    /// @param expected packets there should have been
    public static double burstRatio(long lost, long bursts, long expected) {
        if (lost <= 0 || bursts <= 0 || expected <= lost) {
            return 1;
        }
        return Math.max(1, (double) lost / bursts * (1 - (double) lost / expected));
    }

    /// R as a mean opinion score, annex B.
    public static double mos(double r) {
        if (r <= 0) {
            return 1;
        }
        return r >= 100 ? 4.5 : Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
    }

    /// Ie,eff, formula 7-29.
    private static double equipment(Impairment codec, double lossPercent, double burstRatio) {
        return codec.equipment()
                + (RATING_SCALE - codec.equipment())
                        * lossPercent
                        / (lossPercent / burstRatio + codec.lossRobustness());
    }

    /// No, formulas 7-3 to 7-7: circuit noise, room noise at both ends and the floor, added as
    /// powers.
    private static double noise() {
        double overall = SEND_LOUDNESS_DB + RECEIVE_LOUDNESS_DB;
        double fromSend =
                ROOM_NOISE_DB
                        - SEND_LOUDNESS_DB
                        - TELEPHONE_FACTOR_DB
                        - 100
                        + 0.004 * square(ROOM_NOISE_DB - overall - TELEPHONE_FACTOR_DB - 14);
        double effective = ROOM_NOISE_DB + decibels(1 + power(10 - LISTENER_SIDETONE_DB));
        double fromReceive = RECEIVE_LOUDNESS_DB - 121 + effective + 0.008 * square(effective - 35);
        return decibels(
                power(CIRCUIT_NOISE_DBM0P)
                        + power(fromSend)
                        + power(fromReceive)
                        + power(NOISE_FLOOR_DBMP + RECEIVE_LOUDNESS_DB));
    }

    /// Is, formulas 7-8 to 7-17: what is heard at the same time as the voice.
    private static double simultaneous(double delayMillis) {
        double x =
                SEND_LOUDNESS_DB
                        + RECEIVE_LOUDNESS_DB
                        + 0.2 * (64 + NOISE_DBM0P - RECEIVE_LOUDNESS_DB);
        double tooLoud = 20 * (Math.pow(1 + Math.pow(x / 8, 8), 1.0 / 8) - x / 8);
        double masked =
                -decibels(
                        power(-SIDETONE_DB)
                                + Math.exp(-delayMillis / 4) * power(-ECHO_LOUDNESS_DB));
        double sidetone =
                12 * rooted((masked - 13) / 6, 8)
                        - 28 * rooted((masked + 1) / 19.4, 35)
                        - 13 * rooted((masked - 3) / 33, 13)
                        + 29;
        double quality = 37; // one quantizing distortion unit
        double g = 1.07 + 0.258 * quality + 0.0602 * square(quality);
        double y = (SIGNAL_TO_NOISE - 100) / 15 + 46 / 8.4 - g / 9;
        double z = 46.0 / 30 - g / 40;
        double quantizing = 15 * Math.log10(1 + Math.pow(10, y) + Math.pow(10, z));
        return tooLoud + sidetone + quantizing;
    }

    /// Id, formulas 7-18 to 7-28: echo of the talker, of the listener, and delay as such.
    private static double delayed(double millis) {
        double echoLoudness =
                ECHO_LOUDNESS_DB
                        - 40 * Math.log10((1 + millis / 10) / (1 + millis / 150))
                        + 6 * Math.exp(-0.3 * square(millis));
        double echoRating = 80 + 2.5 * (echoLoudness - 14);
        double talker =
                (half(-1.5 * (NOISE_DBM0P - RECEIVE_LOUDNESS_DB) - echoRating, 100) - 1)
                        * (1 - Math.exp(-millis));
        double listenerRating = 10.5 * (ECHO_PATH_LOSS_DB + 7) * Math.pow(2 * millis + 1, -0.25);
        double listener = half(SIGNAL_TO_NOISE - listenerRating, 169);
        return talker + listener + absolute(millis);
    }

    private static double absolute(double millis) {
        if (millis <= 100) {
            return 0;
        }
        double x = Math.log10(millis / 100) / Math.log10(2);
        return 25 * (rooted(x, 6) - 3 * rooted(x / 3, 6) + 2);
    }

    /// `a / 2 + sqrt(a^2 / 4 + b)`: a, where it is large and positive, and near 0 where it is
    /// negative.
    private static double half(double a, double b) {
        return a / 2 + Math.sqrt(square(a) / 4 + b);
    }

    private static double rooted(double value, int exponent) {
        return Math.pow(1 + Math.pow(value, exponent), 1.0 / exponent);
    }

    private static double square(double value) {
        return value * value;
    }

    private static double power(double decibels) {
        return Math.pow(10, decibels / 10);
    }

    private static double decibels(double power) {
        return 10 * Math.log10(power);
    }
}
