package io.milliwatt.bench.plan;

/// What one way to bring RTP to a container costs.
///
/// @param startSeconds from the start request to the running container; seconds
/// @param stopSeconds removal; seconds
/// @param memoryMegabytes resident memory of the processes that Docker starts for it; megabytes
/// @param proxies processes `docker-proxy`
/// @param rules rules of iptables
public record Cost(
        double startSeconds, double stopSeconds, double memoryMegabytes, int proxies, int rules) {}
