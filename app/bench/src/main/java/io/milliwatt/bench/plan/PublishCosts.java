package io.milliwatt.bench.plan;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/// What Docker takes to publish UDP ports, as two curves and the size of a proxy.
///
/// Each port is a handful of calls of `iptables`, and each call reads all rules again: the time for
/// a port grows with the ports before it. Measured from 10 to 1,000 ports, a port of a range of N
/// costs 1 + N/1000 times what the first one costs, at start and at stop.
///
/// @param startBaseSeconds start of a container without ports
/// @param startPortSeconds start: for the first port
/// @param stopBaseSeconds removal of a container without ports
/// @param stopPortSeconds removal: for the first port
/// @param proxyMegabytes resident memory of one `docker-proxy`
/// @param proxies whether the daemon starts a `docker-proxy` for each port (`userland-proxy`)
/// @param measured whether these were measured on this machine
@JsonIgnoreProperties(ignoreUnknown = true)
public record PublishCosts(
        double startBaseSeconds,
        double startPortSeconds,
        double stopBaseSeconds,
        double stopPortSeconds,
        double proxyMegabytes,
        boolean proxies,
        boolean measured) {
    /// Medians of one machine with two cores, for those that were not calibrated.
    public static final PublishCosts TYPICAL =
            new PublishCosts(0.4, 0.017, 0.14, 0.046, 3.3, true, false);

    /// Rules of one published port: DNAT and MASQUERADE in `nat`, ACCEPT in `filter`.
    static final int RULES_PER_PORT = 3;

    private static final double PORTS_THAT_DOUBLE_THE_COST = 1_000;

    /// Ports that cost as much as so many would if each cost what the first one does.
    static double weight(int ports) {
        return ports * (1 + ports / PORTS_THAT_DOUBLE_THE_COST);
    }

    /// What it takes to publish so many ports.
    public Cost of(int ports) {
        int processes = proxies ? ports : 0;
        return new Cost(
                startBaseSeconds + startPortSeconds * weight(ports),
                stopBaseSeconds + stopPortSeconds * weight(ports),
                processes * proxyMegabytes,
                processes,
                RULES_PER_PORT * ports);
    }
}
