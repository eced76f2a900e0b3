package io.milliwatt.bench.toolbox;

import io.milliwatt.bench.docker.ContainerExit;
import io.milliwatt.bench.docker.ContainerStreams;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/// A command that runs in a toolbox container. Closing it ends the command and removes the
/// container; when this process ends without closing it, the daemon does the same.
///
/// Safe for several threads; each stream for one thread at a time.
public final class ToolboxProcess implements AutoCloseable {
    /// After the command has ended, what it printed last may still be on its way.
    private static final long LAST_WORDS_MILLIS = 5_000;

    /// Where its output goes.
    ///
    /// @param output standard output
    /// @param error standard error
    record Sinks(OutputStream output, BoundedOutput error) {}

    private final DockerConnection docker;
    private final String id;
    private final Sinks sinks;
    private final ContainerStreams streams;
    private final ContainerExit exit;

    private ToolboxProcess(
            DockerConnection docker,
            String id,
            Sinks sinks,
            ContainerStreams streams,
            ContainerExit exit) {
        this.docker = docker;
        this.id = id;
        this.sinks = sinks;
        this.streams = streams;
        this.exit = exit;
    }

    /// Starts a container that was created, with its streams attached and its end awaited before it
    /// begins, so that nothing of either is missed.
    static ToolboxProcess start(DockerConnection docker, String id, Sinks sinks)
            throws BenchException {
        ContainerStreams streams = ContainerStreams.to(sinks.output(), sinks.error());
        try {
            streams.attach(docker, id);
            ContainerExit exit = ContainerExit.of(docker, id, ContainerExit.Moment.REMOVED);
            docker.ask(it -> it.startContainerCmd(id).exec());
            return new ToolboxProcess(docker, id, sinks, streams, exit);
        } catch (BenchException | RuntimeException e) {
            streams.end();
            throw e;
        }
    }

    /// The container.
    public String containerId() {
        return id;
    }

    /// What the command writes to its standard output; ends with the command. Only for a process of
    /// [Toolbox#open].
    public InputStream output() {
        return streams.output();
    }

    /// The command's standard input. Each write is sent at once.
    public OutputStream input() {
        return streams.input();
    }

    /// What the command has written to its standard error so far.
    public String error() {
        return sinks.error().text();
    }

    /// The command's exit status, once it has ended and its container is gone.
    public OptionalInt exit() {
        return exit.now();
    }

    /// Waits until the command has ended and all its output is there.
    ///
    /// @return false when it still runs after this time
    /// @throws BenchException when Docker broke off
    public boolean await(Duration atMost) throws InterruptedException, BenchException {
        if (exit.await(atMost).isEmpty()) {
            return false;
        }
        try {
            streams.awaitEnd(LAST_WORDS_MILLIS);
            return true;
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
    }

    /// Ends the command if it still runs, and waits until its container is gone.
    @Override
    public void close() {
        try {
            if (!exit.isDone()) {
                docker.askForOne(it -> it.removeContainerCmd(id).withForce(true).exec());
            }
        } catch (BenchException _) {
            // the daemon is removing it already, or does not answer: then it ends with our input
        }
        streams.end();
    }
}
