package io.milliwatt.bench.terminal;

import io.milliwatt.bench.docker.ContainerExit;
import io.milliwatt.bench.docker.ContainerStreams;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/// A toolbox container with a terminal, in the namespaces of another container. The daemon removes
/// it when its shell ends, and its shell ends with this process at the latest ([Lifeline]).
final class ToolboxTerminal implements TerminalSession {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final DockerConnection docker;
    private final String id;
    private final ContainerStreams streams;
    private final ContainerExit exit;
    private final Optional<Lifeline> lifeline;

    private ToolboxTerminal(
            DockerConnection docker,
            String id,
            ContainerStreams streams,
            ContainerExit exit,
            Optional<Lifeline> lifeline) {
        this.docker = docker;
        this.id = id;
        this.streams = streams;
        this.exit = exit;
        this.lifeline = lifeline;
    }

    /// Starts a created container with its streams attached before it begins, so that nothing of
    /// them is missed.
    ///
    /// @param mark where its command notes its number
    static TerminalSession start(
            DockerConnection docker, String id, ShellMark mark, TerminalSize size)
            throws BenchException {
        ContainerStreams streams = ContainerStreams.ofTerminal();
        try {
            streams.attach(docker, id);
            ContainerExit exit = ContainerExit.of(docker, id, ContainerExit.Moment.ENDED);
            var session =
                    new ToolboxTerminal(docker, id, streams, exit, begin(docker, id, mark, exit));
            session.resize(size);
            return session;
        } catch (BenchException | RuntimeException e) {
            streams.end();
            throw e;
        }
    }

    /// A short command may have ended, and Podman have removed its container, before it is tied.
    private static Optional<Lifeline> begin(
            DockerConnection docker, String id, ShellMark mark, ContainerExit exit)
            throws BenchException {
        try {
            docker.ask(it -> it.startContainerCmd(id).exec());
            return Lifeline.tie(docker, id, mark);
        } catch (BenchException e) {
            if (hasEnded(exit)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static boolean hasEnded(ContainerExit exit) throws BenchException {
        try {
            return exit.await(SOON).orElse(-1) >= 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public InputStream output() {
        return streams.output();
    }

    @Override
    public OutputStream input() {
        return streams.input();
    }

    /// Nothing happens when the shell has just ended.
    @Override
    public void resize(TerminalSize size) throws BenchException {
        try {
            docker.client().resizeContainerCmd(id).withSize(size.rows(), size.columns()).exec();
        } catch (RuntimeException e) {
            if (docker.isRunning(id)) {
                throw docker.problem(e);
            }
        }
    }

    @Override
    public OptionalInt await(Duration atMost) throws InterruptedException, BenchException {
        return exit.await(atMost);
    }

    @Override
    public void close() {
        try {
            docker.askForOne(it -> it.removeContainerCmd(id).withForce(true).exec());
        } catch (BenchException _) {
            // the daemon is removing it already, or does not answer: then its lifeline ends it
        }
        lifeline.ifPresent(Lifeline::close);
        streams.end();
    }
}
