package io.milliwatt.protocol.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.rtp.RtpSequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LossAccountingTest {
    private final LossAccounting loss = new LossAccounting();

    private List<Arrival> arrivals(int... sequences) {
        List<Arrival> arrivals = new ArrayList<>();
        for (int sequence : sequences) {
            arrivals.add(loss.onPacket(sequence));
        }
        return arrivals;
    }

    @Test
    void tellsLostFromLateFromDuplicate() {
        assertEquals(
                List.of(
                        Arrival.FIRST,
                        Arrival.IN_ORDER,
                        Arrival.AFTER_GAP,
                        Arrival.LATE,
                        Arrival.DUPLICATE,
                        Arrival.DUPLICATE,
                        Arrival.IN_ORDER),
                arrivals(65534, 65535, 2, 0, 0, 2, 3));
        assertEquals(6, loss.expected());
        assertEquals(7, loss.received());
        assertEquals(1, loss.lost()); // 1 never came
        assertEquals(2, loss.duplicates());
        assertEquals(1, loss.outOfOrder());
        assertEquals(0x1_0003, loss.extendedHighest());
        assertEquals(-1, loss.cumulativeLost()); // for RTCP duplicates were received
    }

    @Test
    void aNumberBeforeTheFirstIsLateAndNotLost() {
        assertEquals(List.of(Arrival.FIRST, Arrival.LATE), arrivals(10, 9));
        assertEquals(2, loss.expected());
        assertEquals(0, loss.lost());
    }

    @Test
    void onProbationASourceCountsOnlyAfterASequence() {
        LossAccounting strict = new LossAccounting(LossAccounting.RFC_MIN_SEQUENTIAL);
        assertEquals(Arrival.REFUSED, strict.onPacket(10));
        assertEquals(Arrival.REFUSED, strict.onPacket(50));
        assertEquals(Arrival.FIRST, strict.onPacket(51));
        assertEquals(1, strict.expected());
        assertEquals(1, strict.received());
        assertEquals(2, strict.refused());
    }

    @Test
    void aLoneJumpIsRefusedAndAConfirmedOneIsANewStart() {
        assertEquals(
                List.of(
                        Arrival.FIRST,
                        Arrival.REFUSED,
                        Arrival.IN_ORDER,
                        Arrival.REFUSED,
                        Arrival.RESTARTED,
                        Arrival.IN_ORDER,
                        Arrival.DUPLICATE),
                arrivals(100, 40000, 101, 30000, 30001, 30002, 30000));
        assertEquals(1, loss.restarts());
        assertEquals(5, loss.expected()); // 100, 101 and 30000, 30001, 30002
        assertEquals(0, loss.lost());
        assertEquals(1, loss.refused());
    }

    @Test
    void aDropoutBelowTheLimitIsLossAndAtTheLimitAJump() {
        assertEquals(Arrival.FIRST, loss.onPacket(0));
        assertEquals(Arrival.REFUSED, loss.onPacket(LossAccounting.MAX_DROPOUT));
        assertEquals(Arrival.AFTER_GAP, loss.onPacket(LossAccounting.MAX_DROPOUT - 1));
        assertEquals(LossAccounting.MAX_DROPOUT - 2, loss.lost());
    }

    @Test
    void theFractionIsThatOfTheLastInterval() {
        arrivals(1, 2, 3, 5); // one of five
        assertEquals(256 / 5, loss.fractionLostSinceLastCall());
        arrivals(6, 7);
        assertEquals(0, loss.fractionLostSinceLastCall());
        assertEquals(0, loss.fractionLostSinceLastCall());
        arrivals(7, 7); // duplicates make the interval's loss negative
        assertEquals(0, loss.fractionLostSinceLastCall());
        loss.onPacket(1007);
        assertEquals(255, loss.fractionLostSinceLastCall());
    }

    @Test
    void nothingReceivedIsNothingLost() {
        assertEquals(0, loss.expected());
        assertEquals(0, loss.lost());
        assertEquals(0, loss.extendedHighest());
    }

    @Test
    void agreesWithASetOfNumbersUnderLossReorderingAndDuplication() {
        Property.holds(
                300,
                draw -> {
                    LossAccounting account = new LossAccounting();
                    int lossPercent = draw.below(30);
                    List<Long> sent = new ArrayList<>();
                    long first = draw.below(65536);
                    for (long number = first; number < first + 5000; number++) {
                        if (number != first && draw.chance(lossPercent)) {
                            continue;
                        }
                        int place = Math.max(0, sent.size() - draw.below(20));
                        sent.add(draw.chance(10) && place > 0 ? place : sent.size(), number);
                        if (draw.chance(5)) {
                            sent.add(number);
                        }
                    }
                    Set<Long> unique = new HashSet<>();
                    long highest = Long.MIN_VALUE;
                    long late = 0;
                    for (long number : sent) {
                        account.onPacket(RtpSequence.of(number));
                        late += unique.add(number) && number < highest ? 1 : 0;
                        highest = Math.max(highest, number);
                    }
                    long lowest = unique.stream().min(Long::compare).orElseThrow();
                    assertEquals(highest - lowest + 1, account.expected());
                    assertEquals(sent.size(), account.received());
                    assertEquals(sent.size() - unique.size(), account.duplicates());
                    assertEquals(late, account.outOfOrder());
                    assertEquals(highest - lowest + 1 - unique.size(), account.lost());
                    assertEquals(highest & 0xffff_ffffL, account.extendedHighest());
                });
    }
}
