package io.milliwatt.sip;

import io.milliwatt.sip.SessionExpires.Refresher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How long a session lasts without being refreshed, and who refreshes it, RFC 4028. Pure.
final class SessionTimer {
    /// The longest time before the end at which a session that was not refreshed is hung up,
    /// section 10.
    private static final Duration EARLY_BYE = Duration.ofSeconds(32);

    sealed interface State {
        /// The session has no limit.
        record Off() implements State {}

        /// We refresh; the timer runs to the next refresh.
        ///
        /// @param left from then to the end of the session
        record Resting(Duration interval, Duration left) implements State {}

        /// Our refresh is under way; the timer runs to the end of the session.
        record Refreshing(Duration interval, Duration left) implements State {}

        /// They refresh; the timer runs to the moment we hang up.
        record Watching(Duration interval) implements State {}
    }

    sealed interface Event {
        /// A 2xx said that we refresh.
        record WeRefresh(Duration interval) implements Event {}

        /// A 2xx said that they refresh.
        record TheyRefresh(Duration interval) implements Event {}

        /// A 2xx without limit.
        record NoLimit() implements Event {}

        record Due() implements Event {}

        /// Our refresh was refused, but the call goes on.
        record RefreshRefused() implements Event {}
    }

    sealed interface Effect {
        record StartTimer(Duration time) implements Effect {}

        record StopTimer() implements Effect {}

        record SendRefresh() implements Effect {}

        record Expire(String words) implements Effect {}
    }

    record Step(State state, List<Effect> effects) {}

    static final State OFF = new State.Off();

    private SessionTimer() {}

    static Step step(State state, Event event) {
        return switch (event) {
            case Event.WeRefresh(Duration interval) ->
                    rest(interval, interval.dividedBy(2), interval.dividedBy(2));
            case Event.TheyRefresh(Duration interval) ->
                    new Step(
                            new State.Watching(interval),
                            List.of(new Effect.StartTimer(untilBye(interval))));
            case Event.NoLimit _ -> new Step(OFF, List.of(new Effect.StopTimer()));
            case Event.Due _ -> due(state);
            case Event.RefreshRefused _ ->
                    state instanceof State.Refreshing(Duration interval, Duration left)
                            ? rest(interval, left.dividedBy(2), left.dividedBy(2))
                            : new Step(state, List.of());
        };
    }

    private static Step rest(Duration interval, Duration pause, Duration left) {
        return new Step(new State.Resting(interval, left), List.of(new Effect.StartTimer(pause)));
    }

    private static Step due(State state) {
        return switch (state) {
            case State.Off _ -> new Step(state, List.of());
            case State.Resting(Duration interval, Duration left) ->
                    new Step(
                            new State.Refreshing(interval, left),
                            List.of(new Effect.StartTimer(left), new Effect.SendRefresh()));
            case State.Refreshing(Duration interval, _) ->
                    expire("the session could not be refreshed within its " + seconds(interval));
            case State.Watching(Duration interval) ->
                    expire(
                            "the far end did not refresh the session within its "
                                    + seconds(interval)
                                    + " (Session-Expires)");
        };
    }

    private static String seconds(Duration interval) {
        return interval.toSeconds() + " s";
    }

    private static Step expire(String words) {
        return new Step(OFF, List.of(new Effect.Expire(words)));
    }

    /// Section 10: the minimum of 32 s and a third of the interval before its end.
    private static Duration untilBye(Duration interval) {
        Duration third = interval.dividedBy(3);
        return interval.minus(third.compareTo(EARLY_BYE) < 0 ? third : EARLY_BYE);
    }

    /// What a request says about the session interval.
    ///
    /// @param minimumSeconds of Min-SE, 0 without
    /// @param supported whether its sender knows session timers
    record Asked(Optional<SessionExpires> expires, long minimumSeconds, boolean supported) {}

    /// Whether an interval is refused with 422, section 9: only to a far end that understands it.
    static boolean tooShort(Asked asked, DialogPolicy policy) {
        return policy.sessionTimers()
                && asked.supported()
                && asked.expires()
                        .filter(e -> e.seconds() < policy.minSe().toSeconds())
                        .isPresent();
    }

    /// What our 2xx says, section 9; empty for a session without limit.
    static Optional<SessionExpires> answer(Asked asked, DialogPolicy policy) {
        if (!policy.sessionTimers() || (asked.expires().isEmpty() && !asked.supported())) {
            return Optional.empty();
        }
        long ours = policy.sessionExpires().toSeconds();
        long wanted = asked.expires().map(e -> Math.min(e.seconds(), ours)).orElse(ours);
        long floor = Math.max(policy.minSe().toSeconds(), asked.minimumSeconds());
        Refresher refresher =
                asked.supported()
                        ? asked.expires().flatMap(SessionExpires::refresher).orElse(Refresher.UAC)
                        : Refresher.UAS;
        return Optional.of(new SessionExpires(Math.max(wanted, floor), Optional.of(refresher)));
    }
}
