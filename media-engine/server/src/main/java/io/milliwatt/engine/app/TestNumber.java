package io.milliwatt.engine.app;

import java.time.Duration;
import java.util.function.Supplier;

/// What a number that was dialled leads to.
public sealed interface TestNumber {
    /// When a call is answered, offered anew and ended.
    ///
    /// @param answerAfter how long it rings first; zero = answered at once
    /// @param earlyMedia whether media flows while it rings (183 with SDP instead of 180)
    /// @param hangUpAfter when it is ended from our side, counted from the answer; zero = never
    /// @param reofferEvery how often we send a re-INVITE; zero = never
    record Timing(
            Duration answerAfter, boolean earlyMedia, Duration hangUpAfter, Duration reofferEvery) {
        /// Answered at once, ended by the caller.
        public static final Timing AT_ONCE =
                new Timing(Duration.ZERO, false, Duration.ZERO, Duration.ZERO);

        static Timing ring(Duration answerAfter) {
            return new Timing(answerAfter, false, Duration.ZERO, Duration.ZERO);
        }

        static Timing early(Duration answerAfter) {
            return new Timing(answerAfter, true, Duration.ZERO, Duration.ZERO);
        }

        static Timing hangUp(Duration after) {
            return new Timing(Duration.ZERO, false, after, Duration.ZERO);
        }

        static Timing reoffer(Duration every) {
            return new Timing(Duration.ZERO, false, Duration.ZERO, every);
        }
    }

    /// Which media a number takes.
    enum Media {
        /// Audio; video is refused in its place.
        AUDIO,
        /// Audio, and video as packets.
        AUDIO_AND_VIDEO,
        /// As before, but nothing that is not encrypted.
        ENCRYPTED
    }

    /// A call that is answered.
    ///
    /// @param application makes the application of one call
    record Application(Supplier<CallApplication> application, Media media, Timing timing)
            implements TestNumber {}

    /// A call that is joined with one to a registered user.
    record Bridge(String user) implements TestNumber {}

    /// A call that is refused on purpose.
    ///
    /// @param status SIP status, 300..699
    record Refusal(int status) implements TestNumber {}

    /// No test number.
    ///
    /// @param why in words
    record Unknown(String why) implements TestNumber {}
}
