package io.milliwatt.bench.terminal;

import io.milliwatt.bench.docker.ContainerStreams;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Ends the shell of a terminal when this process is gone, however it ended. The end of a
/// connection ends no terminal: Docker keeps its other side open for the next one who attaches. So
/// a second command runs in the container, without a terminal, whose standard input is a connection
/// of ours; at the end of that it kills the shell, whose number is in a file.
final class Lifeline implements AutoCloseable {
    private static final byte[] ENDED = "ended\n".getBytes(StandardCharsets.US_ASCII);
    private static final long BEGIN_MILLIS = 5_000;
    private static final long RELEASE_MILLIS = 1_000;
    private static final long POLL_MILLIS = 10;

    private final ContainerStreams streams;

    private Lifeline(ContainerStreams streams) {
        this.streams = streams;
    }

    /// Ties a shell that notes its number to this process.
    ///
    /// @return empty where the container's image has no shell, so that nothing can be tied
    static Optional<Lifeline> tie(DockerConnection docker, String container, ShellMark mark)
            throws BenchException {
        String exec =
                docker.ask(it ->
                        it.execCreateCmd(container)
                                .withAttachStdin(true)
                                .withAttachStdout(true)
                                .withAttachStderr(true)
                                .withCmd(mark.watching().toArray(String[]::new))
                                .exec()
                                .getId());
        ContainerStreams streams =
                ContainerStreams.to(
                        OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
        var lifeline = new Lifeline(streams);
        try {
            docker.ask(it -> it.execStartCmd(exec).withStdIn(streams.toContainer()).exec(streams));
            if (runs(docker, exec)) {
                return Optional.of(lifeline);
            }
        } catch (BenchException | RuntimeException e) {
            lifeline.close();
            throw e;
        }
        lifeline.close();
        return Optional.empty();
    }

    private static boolean runs(DockerConnection docker, String exec) throws BenchException {
        long end = System.nanoTime() + BEGIN_MILLIS * 1_000_000;
        while (System.nanoTime() - end < 0) {
            var state = docker.askForOne(it -> it.inspectExecCmd(exec).exec());
            if (state.isEmpty()) {
                return false; // the container has ended
            }
            Long pid = state.get().getPidLong();
            // "running" is said before it is tried
            if (Boolean.TRUE.equals(state.get().isRunning()) && pid != null && pid > 0) {
                return true;
            }
            Long status = state.get().getExitCodeLong();
            if (status != null && status != 0) {
                return false; // 126, 127: there is no such program
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    /// The shell has ended by itself: there is nothing to kill.
    void release() {
        try {
            streams.input().write(ENDED);
            streams.awaitEnd(RELEASE_MILLIS);
        } catch (IOException | RuntimeException _) {
            // the container has ended
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Ends the shell where it was not [#release]d.
    @Override
    public void close() {
        streams.end();
    }
}
