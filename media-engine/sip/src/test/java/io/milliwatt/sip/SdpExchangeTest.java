package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.sip.SdpExchange.Event;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdpExchangeTest {
    @ParameterizedTest
    @CsvSource({
        "NONE, OFFER_SENT, WE_OFFERED",
        "NONE, OFFER_RECEIVED, THEY_OFFERED",
        "NONE, ANSWER_SENT, NONE",
        "NONE, OFFER_REFUSED, NONE",
        "WE_OFFERED, ANSWER_RECEIVED, AGREED",
        "WE_OFFERED, ANSWER_SENT, WE_OFFERED",
        "WE_OFFERED, OFFER_RECEIVED, WE_OFFERED",
        "WE_OFFERED, OFFER_REFUSED, AGREED",
        "THEY_OFFERED, ANSWER_SENT, AGREED",
        "THEY_OFFERED, ANSWER_RECEIVED, THEY_OFFERED",
        "THEY_OFFERED, OFFER_SENT, THEY_OFFERED",
        "AGREED, OFFER_SENT, WE_OFFERED",
        "AGREED, OFFER_RECEIVED, THEY_OFFERED",
        "AGREED, ANSWER_RECEIVED, AGREED"
    })
    void takesOneOfferAtATime(SdpExchange before, Event event, SdpExchange after) {
        assertEquals(after, before.step(event));
    }

    @Test
    void refusesAnOfferWhileAnotherIsOpen() {
        assertEquals(OptionalInt.of(491), SdpExchange.WE_OFFERED.refusal());
        assertEquals(OptionalInt.of(500), SdpExchange.THEY_OFFERED.refusal());
        assertEquals(OptionalInt.of(500), SdpExchange.NONE.refusal());
        assertEquals(OptionalInt.empty(), SdpExchange.AGREED.refusal());
    }
}
