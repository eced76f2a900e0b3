package io.milliwatt.sip;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/// How an endpoint leads its calls where the RFCs leave a choice.
///
/// @param sessionExpires session interval asked for, RFC 4028; zero = no session timers
/// @param minSe the shortest session interval taken; shorter ones are refused with 422
/// @param capabilities the SDP of what the owner can do, for the answer to OPTIONS (RFC 3261,
///   section 11.2); called on a thread of the stack
public record DialogPolicy(
        Duration sessionExpires, Duration minSe, Supplier<Optional<String>> capabilities) {
    /// 1800 s, and 90 s at least, as RFC 4028 recommends; OPTIONS is answered without SDP.
    public static final DialogPolicy DEFAULT =
            new DialogPolicy(Duration.ofSeconds(1800), Duration.ofSeconds(90), Optional::empty);

    boolean sessionTimers() {
        return !sessionExpires.isZero();
    }

    public DialogPolicy withSessionTimers(Duration interval, Duration shortest) {
        return new DialogPolicy(interval, shortest, capabilities);
    }

    public DialogPolicy withCapabilities(Supplier<Optional<String>> sdp) {
        return new DialogPolicy(sessionExpires, minSe, sdp);
    }
}
