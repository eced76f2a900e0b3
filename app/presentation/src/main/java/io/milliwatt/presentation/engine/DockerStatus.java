package io.milliwatt.presentation.engine;

import io.milliwatt.presentation.Problem;

/// Whether containers can be had.
public sealed interface DockerStatus {
    /// Not asked yet.
    record Unknown() implements DockerStatus {}

    /// It answers.
    ///
    /// @param version such as `Docker 28.3`
    record Reachable(String version) implements DockerStatus {}

    /// It does not.
    record Unreachable(Problem problem) implements DockerStatus {}
}
