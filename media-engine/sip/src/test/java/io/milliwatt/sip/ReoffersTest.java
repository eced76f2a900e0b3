package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.Reoffers.Carrier;
import io.milliwatt.sip.Reoffers.Effect;
import io.milliwatt.sip.Reoffers.Event;
import io.milliwatt.sip.Reoffers.Offer;
import io.milliwatt.sip.Reoffers.State;
import io.milliwatt.sip.Reoffers.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReoffersTest {
    private static final Offer FIRST = new Offer(Carrier.REINVITE, "1");
    private static final Offer SECOND = new Offer(Carrier.UPDATE, "2");
    private static final Offer THIRD = new Offer(Carrier.REINVITE, "3");

    private static Event refused(int status) {
        return new Event.Refused(status, "", Optional.empty());
    }

    private static State sent(Offer offer) {
        return Reoffers.step(Reoffers.STABLE, new Event.Wanted(offer)).state();
    }

    @Test
    void keepsOnlyTheNewestOfferThatWaits() {
        Step second = Reoffers.step(sent(FIRST), new Event.Wanted(SECOND));
        Step third = Reoffers.step(second.state(), new Event.Wanted(THIRD));
        assertTrue(second.effects().isEmpty() && third.effects().isEmpty());
        Step done = Reoffers.step(third.state(), new Event.Answered("a"));
        assertEquals(List.of(new Effect.TellAnswered("a"), new Effect.Send(THIRD)), done.effects());
    }

    @Test
    void offersTheNewestAgainAfterACollision() {
        Step collided = Reoffers.step(sent(FIRST), refused(491));
        assertEquals(List.of(new Effect.Wait(Optional.empty())), collided.effects());
        State newer = Reoffers.step(collided.state(), new Event.Wanted(SECOND)).state();
        assertEquals(
                List.of(new Effect.Send(SECOND)),
                Reoffers.step(newer, new Event.WaitOver()).effects());
    }

    @Test
    void waitsAsLongAsA500Says() {
        Optional<Duration> time = Optional.of(Duration.ofSeconds(7));
        Step busy = Reoffers.step(sent(FIRST), new Event.Refused(500, "", time));
        assertEquals(List.of(new Effect.Wait(time)), busy.effects());
        assertEquals(
                List.of(new Effect.TellRefused(500, "")),
                Reoffers.step(sent(FIRST), refused(500)).effects());
    }

    @Test
    void losesTheCallThatTheFarEndHasForgotten() {
        for (int status : new int[] {481, 408}) {
            Step lost = Reoffers.step(sent(FIRST), refused(status));
            assertEquals(List.of(new Effect.CallLost(status, "")), lost.effects());
        }
        assertEquals(
                List.of(new Effect.TellRefused(488, "")),
                Reoffers.step(sent(FIRST), refused(488)).effects());
    }
}
