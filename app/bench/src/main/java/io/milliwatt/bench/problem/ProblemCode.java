package io.milliwatt.bench.problem;

/// What can go wrong in a way that the user can mend. Each code has one text (what happened, why,
/// what to do) in the window and on the command line, and one exit code: 1 for a failed run, 64 for
/// wrong usage, 78 for configuration.
public enum ProblemCode {
    DOCKER_NOT_INSTALLED(1),
    DOCKER_NOT_RUNNING(1),
    DOCKER_NO_PERMISSION(1),
    DOCKER_FAILED(1),
    IMAGE_BUILD_FAILED(1),
    /// A disk of Docker's or of this host is full.
    DISK_FULL(1),
    MODE_NOT_POSSIBLE(78),
    NETWORK_CLASH(78),
    /// A command on the host, run in a toolbox container, failed or did not end.
    TOOLBOX_FAILED(1),
    PORT_TAKEN(78),
    NO_ADDRESS(78),
    ADDRESS_NOT_LOCAL(78),
    NAME_TAKEN(78),
    NO_SUCH_ENGINE(78),
    ENGINE_DIED(1),
    ENGINE_NOT_READY(1),
    ENGINE_FILES_MISSING(78),
    BAD_CONFIGURATION(78),
    BAD_URI(64),
    BAD_USAGE(64),
    BAD_AUDIO_FILE(78),
    /// A capture or report cannot be read or written.
    BAD_CAPTURE(78),
    NO_AUDIO_DEVICE(78),
    CANCELLED(1),
    INTERNAL(1);

    private final int exitCode;

    ProblemCode(int exitCode) {
        this.exitCode = exitCode;
    }

    /// The exit code of a command that ends with this problem.
    public int exitCode() {
        return exitCode;
    }
}
