package io.milliwatt.bench.terminal;

import com.github.dockerjava.api.exception.NotFoundException;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/// A toolbox container with a terminal, in the namespaces of another container. The daemon removes
/// it when its shell ends, and its shell ends with our end of the connection at the latest: a
/// terminal that is gone is a hang-up.
final class ToolboxTerminal implements TerminalSession {
    private static final long ATTACH_MILLIS = 20_000;

    private final DockerConnection docker;
    private final String id;
    private final ContainerStreams streams;
    private final ExitStatus exit;

    private ToolboxTerminal(DockerConnection docker, String id, ContainerStreams streams)
            throws BenchException {
        this.docker = docker;
        this.id = id;
        this.streams = streams;
        this.exit = ExitStatus.of(docker, id);
    }

    /// Starts a created container with its streams attached before it begins, so that nothing of
    /// them is missed.
    static TerminalSession start(DockerConnection docker, String id, TerminalSize size)
            throws BenchException {
        ContainerStreams streams = ContainerStreams.open();
        try {
            docker.ask(it ->
                    it.attachContainerCmd(id)
                            .withStdIn(streams.toContainer())
                            .withStdOut(true)
                            .withStdErr(true)
                            .withFollowStream(true)
                            .exec(streams));
            if (!streams.awaitStart(ATTACH_MILLIS)) {
                throw notAttached(id);
            }
            var session = new ToolboxTerminal(docker, id, streams);
            docker.ask(it -> it.startContainerCmd(id).exec());
            session.resize(size);
            return session;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            streams.end();
            throw notAttached(id);
        } catch (BenchException | RuntimeException e) {
            streams.end();
            throw e;
        }
    }

    private static BenchException notAttached(String id) {
        return new BenchException(
                ProblemCode.TOOLBOX_FAILED,
                "Docker did not attach to the container " + id,
                "Look at the daemon's log: journalctl -u docker -e");
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
        } catch (NotFoundException _) {
            // it has ended
        } catch (RuntimeException e) {
            if (!String.valueOf(e.getMessage()).contains("is not running")) {
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
            // the daemon is removing it already, or does not answer: then it hangs up by itself
        }
        streams.end();
    }
}
