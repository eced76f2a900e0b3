package io.milliwatt.bench.terminal;

import com.github.dockerjava.api.exception.DockerException;
import io.milliwatt.bench.docker.ContainerStreams;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A program of the container's own image with a terminal, as `docker exec -it` runs it. It ends
/// with this process at the latest ([Lifeline]), where the image has a shell that sees to it.
final class ExecTerminal implements TerminalSession {
    private static final long POLL_MILLIS = 20;
    private static final long BEGIN_MILLIS = 20_000;
    private static final byte END_OF_TRANSMISSION = 4; // Ctrl+D
    private static final byte INTERRUPT = 3; // Ctrl+C

    private final DockerConnection docker;
    private final String exec;
    private final ContainerStreams streams;
    private final Optional<Lifeline> lifeline;

    private ExecTerminal(
            DockerConnection docker,
            String exec,
            ContainerStreams streams,
            Optional<Lifeline> lifeline) {
        this.docker = docker;
        this.exec = exec;
        this.streams = streams;
        this.lifeline = lifeline;
    }

    static TerminalSession start(
            DockerConnection docker, String container, List<String> command, TerminalSize size)
            throws BenchException {
        ShellMark mark = ShellMark.next();
        Optional<Lifeline> lifeline = Lifeline.tie(docker, container, mark);
        try {
            List<String> whole = lifeline.isPresent() ? mark.noting(command) : command;
            return start(docker, create(docker, container, whole), command, size, lifeline);
        } catch (BenchException | RuntimeException e) {
            lifeline.ifPresent(Lifeline::close);
            throw e;
        }
    }

    private static String create(DockerConnection docker, String container, List<String> command)
            throws BenchException {
        return docker.ask(it ->
                it.execCreateCmd(container)
                        .withTty(true)
                        .withAttachStdin(true)
                        .withAttachStdout(true)
                        .withAttachStderr(true)
                        .withEnv(List.of("TERM=xterm-256color"))
                        .withCmd(command.toArray(String[]::new))
                        .exec()
                        .getId());
    }

    private static TerminalSession start(
            DockerConnection docker,
            String exec,
            List<String> command,
            TerminalSize size,
            Optional<Lifeline> lifeline)
            throws BenchException {
        ContainerStreams streams = ContainerStreams.ofTerminal();
        var session = new ExecTerminal(docker, exec, streams, lifeline);
        try {
            docker.ask(it ->
                    it.execStartCmd(exec)
                            .withTty(true)
                            .withStdIn(streams.toContainer())
                            .exec(streams));
            session.awaitBegin(command);
            session.resize(size);
            return session;
        } catch (BenchException | RuntimeException e) {
            streams.end();
            throw e;
        }
    }

    /// @throws BenchException `TOOLBOX_FAILED` when the image has no such program
    private void awaitBegin(List<String> command) throws BenchException {
        try {
            streams.awaitStart(BEGIN_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw new BenchException(
                    ProblemCode.TOOLBOX_FAILED,
                    "The container cannot run " + String.join(" ", command) + ": " + e.getMessage(),
                    "Its image may have no shell",
                    e);
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

    @Override
    public void resize(TerminalSize size) throws BenchException {
        try {
            docker.client().resizeExecCmd(exec).withSize(size.rows(), size.columns()).exec();
        } catch (DockerException _) {
            // it has just ended, or has not yet begun: then the next size will do
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
    }

    @Override
    public OptionalInt await(Duration atMost) throws InterruptedException, BenchException {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var state = docker.ask(it -> it.inspectExecCmd(exec).exec());
            Long status = state.getExitCodeLong();
            if (Boolean.FALSE.equals(state.isRunning()) && status != null) {
                return OptionalInt.of(status.intValue());
            }
            if (System.nanoTime() - end >= 0) {
                return OptionalInt.empty();
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /// Docker cannot end what it runs by exec: the lifeline does, and where there is none, the keys
    /// that end a shell are typed.
    @Override
    public void close() {
        if (lifeline.isEmpty()) {
            type(INTERRUPT, END_OF_TRANSMISSION);
        } else {
            if (hasEnded()) {
                lifeline.get().release();
            }
            lifeline.get().close();
        }
        streams.end();
    }

    private boolean hasEnded() {
        try {
            return await(Duration.ZERO).isPresent();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (BenchException _) {
            return false; // the container is gone, or Docker
        }
    }

    private void type(byte... keys) {
        try {
            input().write(keys);
        } catch (java.io.IOException _) {
            // it has ended
        }
    }
}
