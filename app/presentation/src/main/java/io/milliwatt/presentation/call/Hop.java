package io.milliwatt.presentation.call;

import io.milliwatt.bench.record.Tap;
import io.milliwatt.presentation.Format;
import java.util.OptionalDouble;

/// One leg of the path of a call, with what was seen at the tap it begins or ends at.
///
/// @param tap where the packets of this leg are counted: at its begin for a sender's, at its end
///   for a receiver's
/// @param health how the leg is
/// @param seen whether the tap has seen a packet
/// @param packets packets at the tap
/// @param lost packets lost before the tap; 0 at a sender's
/// @param jitterMillis interarrival jitter at the tap; negative at a sender's
/// @param added what taps saw the leg add on average; empty where there are none. The packets are
///   then those at its end, and the lost ones those lost on it
public record Hop(
        Tap tap,
        Health health,
        boolean seen,
        long packets,
        long lost,
        double jitterMillis,
        OptionalDouble added) {
    /// Whether the packets are counted where they are sent.
    public boolean sending() {
        return added.isEmpty() && (tap == Tap.PHONE_OUT || tap == Tap.ENGINE_OUT);
    }

    /// `2,104 sent`, `2,101 · 0 lost`.
    public String label() {
        if (!seen) {
            return sending() ? "nothing sent" : "nothing arrived";
        }
        return sending()
                ? Format.count(packets) + " sent"
                : Format.count(packets) + " · " + Format.count(lost) + " lost";
    }

    /// `jitter 0.4 ms`, `+0.2 ms`; empty at a sender's.
    public String detail() {
        if (added.isPresent()) {
            return Double.isNaN(added.getAsDouble()) ? "" : Format.added(added.getAsDouble());
        }
        return seen && !sending() ? "jitter " + Format.millis(jitterMillis) : "";
    }
}
