package io.milliwatt.bench.engine;

/// What an engine uses now.
///
/// @param cpuPercent percent of one core
/// @param memoryBytes resident memory
/// @param rtpPortsInUse ports of the RTP range that calls hold now, RTP and RTCP counted each;
///   negative when not known
public record EngineUsage(double cpuPercent, long memoryBytes, int rtpPortsInUse) {}
