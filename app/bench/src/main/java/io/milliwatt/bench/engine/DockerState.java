package io.milliwatt.bench.engine;

/// What the daemon does not know of an engine in Docker, kept in a state file.
///
/// @param containerId the container it is about; another one of the same name makes it void
/// @param readyMillis launch to ready
record DockerState(String containerId, double readyMillis) {}
