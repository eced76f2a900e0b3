package io.milliwatt.bench.engine;

/// What an engine uses now.
///
/// @param cpuPercent percent of one core
/// @param memoryBytes resident memory
public record EngineUsage(double cpuPercent, long memoryBytes) {}
