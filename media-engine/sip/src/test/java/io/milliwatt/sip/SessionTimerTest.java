package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.SessionTimer.Asked;
import io.milliwatt.sip.SessionTimer.Effect;
import io.milliwatt.sip.SessionTimer.Event;
import io.milliwatt.sip.SessionTimer.State;
import io.milliwatt.sip.SessionTimer.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTimerTest {
    private static final Duration HALF_HOUR = Duration.ofSeconds(1800);

    @Test
    void refreshesAtHalfTheIntervalAndEndsTheCallWhenThatFails() {
        Step agreed = SessionTimer.step(SessionTimer.OFF, new Event.WeRefresh(HALF_HOUR));
        assertEquals(List.of(new Effect.StartTimer(Duration.ofSeconds(900))), agreed.effects());
        Step due = SessionTimer.step(agreed.state(), new Event.Due());
        assertEquals(
                List.of(new Effect.StartTimer(Duration.ofSeconds(900)), new Effect.SendRefresh()),
                due.effects());
        Step refused = SessionTimer.step(due.state(), new Event.RefreshRefused());
        assertEquals(List.of(new Effect.StartTimer(Duration.ofSeconds(450))), refused.effects());
        Step over = SessionTimer.step(due.state(), new Event.Due());
        assertTrue(
                assertInstanceOf(Effect.Expire.class, over.effects().getFirst())
                        .words()
                        .contains("1800 s"));
        assertEquals(new State.Off(), over.state());
    }

    /// RFC 4028, section 10: the smaller of 32 s and a third before the end.
    @ParameterizedTest
    @CsvSource({"1800, 1768", "90, 60"})
    void hangsUpShortlyBeforeTheEndOfASessionThatTheyDidNotRefresh(int interval, int bye) {
        Step agreed =
                SessionTimer.step(
                        SessionTimer.OFF, new Event.TheyRefresh(Duration.ofSeconds(interval)));
        assertEquals(List.of(new Effect.StartTimer(Duration.ofSeconds(bye))), agreed.effects());
        assertInstanceOf(
                Effect.Expire.class,
                SessionTimer.step(agreed.state(), new Event.Due()).effects().getFirst());
    }

    /// RFC 4028, table 2, and its section 9; policy: 1800 s, at least 90 s.
    @ParameterizedTest
    @CsvSource({
        "'', 0, false, ''",
        "'', 0, true, 1800;refresher=uac",
        "'', 2000, true, 2000;refresher=uac",
        "600, 0, true, 600;refresher=uac",
        "600;refresher=uas, 0, true, 600;refresher=uas",
        "600;refresher=uac, 0, false, 600;refresher=uas",
        "7200, 0, true, 1800;refresher=uac",
        "7200, 3600, true, 3600;refresher=uac",
        "50, 0, false, 90;refresher=uas",
        "rubbish, 0, false, ''"
    })
    void saysInThe2xxWhoRefreshes(String expires, long minimum, boolean supported, String answer) {
        Asked asked = new Asked(SessionExpires.parse(expires), minimum, supported);
        assertEquals(
                answer,
                SessionTimer.answer(asked, DialogPolicy.DEFAULT)
                        .map(SessionExpires::toString)
                        .orElse(""));
    }

    @Test
    void refusesOnlyTheTooShortIntervalOfOneThatUnderstandsWhy() {
        Optional<SessionExpires> minute = SessionExpires.parse("60 ; refresher=UAC;x=y");
        assertTrue(SessionTimer.tooShort(new Asked(minute, 0, true), DialogPolicy.DEFAULT));
        assertFalse(SessionTimer.tooShort(new Asked(minute, 0, false), DialogPolicy.DEFAULT));
        DialogPolicy off =
                DialogPolicy.DEFAULT.withSessionTimers(Duration.ZERO, Duration.ofSeconds(90));
        assertFalse(SessionTimer.tooShort(new Asked(minute, 0, true), off));
        assertEquals(Optional.empty(), SessionTimer.answer(new Asked(minute, 0, true), off));
    }
}
