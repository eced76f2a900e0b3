package io.milliwatt.engine.app;

import java.time.Duration;
import java.util.function.Supplier;

/// What a number that was dialled leads to.
public sealed interface TestNumber {
    /// When a call is answered and ended.
    ///
    /// @param answerAfter how long it rings first; zero = answered at once
    /// @param earlyMedia whether media flows while it rings (183 with SDP instead of 180)
    /// @param hangUpAfter when it is ended from our side, counted from the answer; zero = never
    record Timing(Duration answerAfter, boolean earlyMedia, Duration hangUpAfter) {
        /// Answered at once, ended by the caller.
        public static final Timing AT_ONCE = new Timing(Duration.ZERO, false, Duration.ZERO);
    }

    /// A call that is answered.
    ///
    /// @param application makes the application of one call
    record Application(Supplier<CallApplication> application, Timing timing)
            implements TestNumber {}

    /// A call that is refused on purpose.
    ///
    /// @param status SIP status, 300..699
    record Refusal(int status) implements TestNumber {}

    /// No test number.
    ///
    /// @param why in words
    record Unknown(String why) implements TestNumber {}
}
