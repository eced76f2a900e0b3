package io.milliwatt.bench.engine;

/// What an engine uses now.
///
/// @param cpuPercent percent of one core
/// @param memoryBytes resident memory
/// @param rtpPortsInUse ports of the RTP range that calls hold now, RTP and RTCP counted each;
///   negative when not known
/// @param traffic what goes through its network interface
public record EngineUsage(double cpuPercent, long memoryBytes, int rtpPortsInUse, Traffic traffic) {
    /// Without traffic.
    public EngineUsage(double cpuPercent, long memoryBytes, int rtpPortsInUse) {
        this(cpuPercent, memoryBytes, rtpPortsInUse, Traffic.UNKNOWN);
    }

    /// What goes through the network interface of an engine that has one of its own.
    ///
    /// @param receivedBytes since it was started; negative when not known, as in the host's network
    /// @param sentBytes since it was started; negative when not known
    /// @param receivedBytesPerSecond between the last two questions
    /// @param sentBytesPerSecond between the last two questions
    public record Traffic(
            long receivedBytes,
            long sentBytes,
            double receivedBytesPerSecond,
            double sentBytesPerSecond) {
        public static final Traffic UNKNOWN = new Traffic(-1, -1, 0, 0);

        public boolean known() {
            return receivedBytes >= 0;
        }
    }
}
