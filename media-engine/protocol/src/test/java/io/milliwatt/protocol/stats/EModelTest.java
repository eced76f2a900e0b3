package io.milliwatt.protocol.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EModelTest {
    private static EModel.Rating rated(String codec, double loss, double burst, double delay) {
        return EModel.rate(codec, loss, burst, delay).orElseThrow();
    }

    /// G.107, section 7.7: with all parameters at their defaults R is 93.2.
    @Test
    void defaultsRateNinetyThreePointTwo() {
        assertEquals(93.2, rated("PCMA", 0, 1, 0).r(), 0.05);
        assertEquals(4.41, rated("PCMU", 0, 1, 0).mos(), 0.005);
    }

    /// G.107, annex B, table B.1: R of 90, 80, 70, 60, 50 are MOS of 4.34, 4.03, 3.60, 3.10, 2.58.
    @Test
    void scoresAreThoseOfTheTable() {
        assertEquals(4.34, EModel.mos(90), 0.005);
        assertEquals(4.03, EModel.mos(80), 0.01);
        assertEquals(3.60, EModel.mos(70), 0.005);
        assertEquals(3.10, EModel.mos(60), 0.005);
        assertEquals(2.58, EModel.mos(50), 0.005);
        assertEquals(1, EModel.mos(-3));
        assertEquals(1, EModel.mos(3));
        assertEquals(4.5, EModel.mos(120));
    }

    /// G.711 with concealment: `95 * 5 / (5 + 25.1)` off for 5 % of random loss.
    @Test
    void lossTakesOffWhatTheCodecCannotHide() {
        double whole = rated("PCMU", 0, 1, 0).r();
        assertEquals(95 * 5 / 30.1, whole - rated("PCMU", 5, 1, 0).r(), 1e-9);
        assertEquals(11 + 84 * 5 / 24.0, whole - rated("G729", 5, 1, 0).r(), 1e-9);
    }

    @Test
    void burstsAreWorseThanLoneLosses() {
        assertTrue(rated("PCMU", 5, 2, 0).r() < rated("PCMU", 5, 1, 0).r() - 1);
    }

    /// The approximation of Cole and Rosenbluth (2001) for calls over IP: `Id = 0.024 d + 0.11 (d -
    /// 177.3)` beyond 177.3 ms.
    @Test
    void delayTakesOffLittleUntilPeopleInterruptEachOther() {
        assertEquals(93.2 - 2.4, rated("PCMU", 0, 1, 100).r(), 1);
        assertEquals(93.2 - 6 - 8, rated("PCMU", 0, 1, 250).r(), 2);
        assertEquals(93.2 - 9.6 - 24.5, rated("PCMU", 0, 1, 400).r(), 3.5);
    }

    @Test
    void codecsWithoutFiguresAreNotRated() {
        assertFalse(EModel.rate("opus", 0, 1, 0).isPresent());
        assertFalse(EModel.rate("G722", 0, 1, 0).isPresent());
        assertTrue(EModel.rate("pcma", 0, 1, 0).isPresent());
    }

    @Test
    void neverLeavesTheScale() {
        for (double loss : new double[] {-1, 0, 50, 100, 1000}) {
            for (double delay : new double[] {-5, 0, 99, 101, 5_000, 1e9}) {
                EModel.Rating rating = rated("G723", loss, 0.2, delay);
                assertTrue(rating.r() >= 0 && rating.r() <= 100, rating.toString());
                assertTrue(rating.mos() >= 1 && rating.mos() <= 4.5, rating.toString());
            }
        }
    }

    @Test
    void burstRatioComparesWithRandomLoss() {
        assertEquals(1, EModel.burstRatio(0, 0, 100));
        assertEquals(1, EModel.burstRatio(10, 10, 100), "lone losses are never less than random");
        assertEquals(4.5, EModel.burstRatio(10, 2, 100), 1e-9);
        assertEquals(1, EModel.burstRatio(100, 1, 100), "all lost: nothing to compare with");
    }
}
