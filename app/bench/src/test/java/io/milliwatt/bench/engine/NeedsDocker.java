package io.milliwatt.bench.engine;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.milliwatt.bench.Distribution;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.problem.BenchException;

/// Skips a test where no Docker answers, with the reason; with `CI=true` that is a failure.
public final class NeedsDocker {
    private NeedsDocker() {}

    public static void check(DockerConnection docker) {
        try {
            docker.check();
        } catch (BenchException e) {
            missing(e.getMessage());
        }
    }

    /// The user's Docker, and the engine's jars to launch in it.
    public static void dockerAndEngine() {
        check(new DockerConnection(DockerEndpoint.ofUser()));
        engineFiles();
    }

    /// The engine's jars, which the build puts into `build/dist/engine`.
    public static Distribution engineFiles() {
        try {
            return Distribution.current();
        } catch (BenchException e) {
            missing(e.getMessage());
            throw new IllegalStateException(e);
        }
    }

    private static void missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            fail(what);
        }
        abort(what);
    }
}
