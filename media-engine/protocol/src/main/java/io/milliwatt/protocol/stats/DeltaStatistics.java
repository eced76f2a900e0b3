package io.milliwatt.protocol.stats;

/// Time between a packet and the one before, whatever their order.
public final class DeltaStatistics {
    private long packets;
    private long firstNanos;
    private long lastNanos;
    private long maxNanos;

    public void onPacket(long nowNanos) {
        if (packets == 0) {
            firstNanos = nowNanos;
        } else {
            maxNanos = Math.max(maxNanos, nowNanos - lastNanos);
        }
        lastNanos = nowNanos;
        packets++;
    }

    public double meanMillis() {
        return packets < 2 ? 0 : (lastNanos - firstNanos) / 1e6 / (packets - 1);
    }

    public double maxMillis() {
        return maxNanos / 1e6;
    }

    public long firstNanos() {
        return firstNanos;
    }

    public long lastNanos() {
        return lastNanos;
    }

    /// Reads what the next packet needs, as
    /// [io.milliwatt.protocol.session.RtpSession#prefetchReceiving()].
    public long prefetch() {
        return packets + maxNanos;
    }
}
