package io.milliwatt.bench.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PublishCostsTest {
    /// Ports, seconds to start, seconds to remove: medians of three, Docker 20.10 on two cores.
    private static final double[][] SEEN = {
        {0, 0.40, 0.14},
        {10, 0.41, 0.62},
        {20, 0.53, 1.11},
        {50, 1.00, 2.75},
        {100, 2.45, 5.39},
        {200, 4.89, 12.0},
        {500, 14.7, 33.8},
        {1000, 47.6, 91},
    };

    @Test
    void typicalCostsLieNearWhatWasSeenFromTenToAThousandPorts() {
        for (double[] seen : SEEN) {
            Cost cost = PublishCosts.TYPICAL.of((int) seen[0]);
            assertEquals(seen[1], cost.startSeconds(), 0.42 * seen[1], seen[0] + " ports, start");
            assertEquals(seen[2], cost.stopSeconds(), 0.30 * seen[2], seen[0] + " ports, stop");
        }
    }

    @Test
    void eachPortIsAProxyAndThreeRules() {
        Cost cost = PublishCosts.TYPICAL.of(100);
        assertEquals(100, cost.proxies());
        assertEquals(300, cost.rules());
        assertEquals(330, cost.memoryMegabytes(), 1);
        var without = new PublishCosts(0.4, 0.02, 0.14, 0.05, 3.3, false, true);
        assertEquals(0, without.of(100).proxies());
        assertEquals(0, without.of(100).memoryMegabytes());
        assertEquals(300, without.of(100).rules());
    }

    @Test
    void calibrationFindsTheCoefficientsAgainInNoisySamples() {
        var truth = new PublishCosts(0.3, 0.012, 0.1, 0.04, 3.2, true, true);
        var samples = new ArrayList<Calibration.Sample>();
        double[] noise = {1.0, 1.4, 0.95};
        for (double factor : noise) {
            for (int ports : new int[] {0, Calibration.FEW, Calibration.MORE}) {
                Cost cost = truth.of(ports);
                samples.add(
                        new Calibration.Sample(
                                ports,
                                cost.startSeconds() * factor,
                                cost.stopSeconds() * factor,
                                new ProxyMemory.Reading(ports, ports * 3.2)));
            }
        }
        PublishCosts found = Calibration.fit(samples);
        assertEquals(truth, round(found), found.toString());
    }

    @Test
    void daemonWithoutProxiesIsSeenToHaveNone() {
        List<Calibration.Sample> samples =
                List.of(
                        new Calibration.Sample(0, 0.3, 0.1, new ProxyMemory.Reading(0, 0)),
                        new Calibration.Sample(60, 1.3, 3.1, new ProxyMemory.Reading(0, 0)));
        assertEquals(0, Calibration.fit(samples).of(100).proxies());
    }

    @Test
    void containerThatStartedFasterWithPortsDoesNotMakeThemFree() {
        var none = new ProxyMemory.Reading(0, 0);
        List<Calibration.Sample> samples =
                List.of(
                        new Calibration.Sample(0, 2.0, 0.1, none),
                        new Calibration.Sample(60, 1.0, 3.1, none));
        assertTrue(Calibration.fit(samples).of(200).startSeconds() >= 2.0);
    }

    private static PublishCosts round(PublishCosts costs) {
        return new PublishCosts(
                round(costs.startBaseSeconds()),
                round(costs.startPortSeconds()),
                round(costs.stopBaseSeconds()),
                round(costs.stopPortSeconds()),
                round(costs.proxyMegabytes()),
                costs.proxies(),
                costs.measured());
    }

    private static double round(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
