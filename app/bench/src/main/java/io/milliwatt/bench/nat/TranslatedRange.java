package io.milliwatt.bench.nat;

import io.milliwatt.inspector.call.NatMap.Translation;
import io.milliwatt.inspector.packet.Endpoint;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/// Ports of one address that lead to as many of another, in order.
///
/// @param outside as those see it who call
/// @param outsidePort the first
/// @param inside as the server itself sees it
/// @param insidePort where the first leads
/// @param ports how many, 1 to 65535
public record TranslatedRange(
        InetAddress outside, int outsidePort, InetAddress inside, int insidePort, int ports) {
    private static final int LAST_PORT = 65_535;

    public TranslatedRange {
        boolean good =
                outsidePort > 0
                        && insidePort > 0
                        && ports > 0
                        && outsidePort + ports - 1 <= LAST_PORT
                        && insidePort + ports - 1 <= LAST_PORT;
        if (!good) {
            throw new IllegalArgumentException(
                    ports + " ports from " + outsidePort + " to " + insidePort + " and on");
        }
    }

    List<Translation> each() {
        var each = new ArrayList<Translation>();
        for (int i = 0; i < ports; i++) {
            each.add(
                    new Translation(
                            new Endpoint(outside, outsidePort + i),
                            new Endpoint(inside, insidePort + i)));
        }
        return each;
    }
}
