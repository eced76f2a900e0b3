package io.milliwatt.bench.toolbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.transport.DockerHttpClient;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.UntilClosed;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.images.PatientCallback;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A command that runs in a toolbox container. Closing it ends the command and removes the
/// container; when this process ends without closing it, the daemon does the same.
///
/// Safe for several threads; each stream for one thread at a time.
public final class ToolboxProcess implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ATTACH_MILLIS = 20_000;

    /// After the command has ended, what it printed last may still be on its way.
    private static final long LAST_WORDS_MILLIS = 5_000;

    /// Where its output goes.
    ///
    /// @param output standard output
    /// @param error standard error
    record Sinks(OutputStream output, BoundedOutput error) {}

    /// A sink whose other end is read by [#output()]. What is not read holds the command up, once
    /// the buffers in between are full.
    static final class Readable extends OutputStream {
        private final OutputStream sink;
        private final InputStream source;

        private Readable(Pipe pipe) {
            sink = Channels.newOutputStream(pipe.sink());
            source = Channels.newInputStream(pipe.source());
        }

        @Override
        public void write(int value) throws IOException {
            sink.write(value);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            sink.write(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            sink.close();
        }
    }

    static Readable readable() throws BenchException {
        return new Readable(pipe());
    }

    private static Pipe pipe() throws BenchException {
        try {
            return Pipe.open();
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.TOOLBOX_FAILED,
                    "No pipe to a container can be made: " + e.getMessage(),
                    "Look at the limit of open files: ulimit -n",
                    e);
        }
    }

    private final DockerConnection docker;
    private final String id;
    private final Sinks sinks;
    private final Pipe input;
    private final Attachment attachment;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    private ToolboxProcess(DockerConnection docker, String id, Sinks sinks, Pipe input) {
        this.docker = docker;
        this.id = id;
        this.sinks = sinks;
        this.input = input;
        this.attachment = new Attachment(sinks);
    }

    /// The two outputs of the container as they come.
    private static final class Attachment extends PatientCallback<Frame> {
        private final Sinks sinks;

        Attachment(Sinks sinks) {
            this.sinks = sinks;
        }

        @Override
        public void onNext(Frame frame) {
            byte[] bytes = frame.getPayload();
            try {
                OutputStream sink =
                        frame.getStreamType() == StreamType.STDERR ? sinks.error() : sinks.output();
                sink.write(bytes, 0, bytes.length);
            } catch (IOException _) {
                // nobody reads any more: the process is closed
            }
        }

        @Override
        protected void atEnd() {
            closeQuietly(sinks.output()::close);
        }
    }

    /// Starts a container that was created, with its streams attached and its end awaited before it
    /// begins, so that nothing of either is missed.
    static ToolboxProcess start(DockerConnection docker, String id, Sinks sinks)
            throws BenchException {
        var process = new ToolboxProcess(docker, id, sinks, pipe());
        try {
            process.begin();
            return process;
        } catch (BenchException | RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private void begin() throws BenchException {
        docker.ask(it ->
                it.attachContainerCmd(id)
                        .withStdIn(new UntilClosed(Channels.newInputStream(input.source())))
                        .withStdOut(true)
                        .withStdErr(true)
                        .withFollowStream(true)
                        .exec(attachment));
        awaitAttached();
        DockerHttpClient.Response ending =
                docker.ask(_ ->
                        docker.send(
                                DockerHttpClient.Request.builder()
                                        .method(DockerHttpClient.Request.Method.POST)
                                        .path("/containers/" + id + "/wait?condition=removed")
                                        .build()));
        Thread.ofVirtual().name("toolbox-exit").start(() -> awaitExit(ending));
        docker.ask(it -> it.startContainerCmd(id).exec());
    }

    private void awaitAttached() throws BenchException {
        try {
            if (attachment.awaitStart(ATTACH_MILLIS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
        throw new BenchException(
                ProblemCode.TOOLBOX_FAILED,
                "Docker did not attach to the container " + id,
                "Look at the daemon's log: journalctl -u docker -e");
    }

    private void awaitExit(DockerHttpClient.Response ending) {
        try (ending) {
            exit.complete(JSON.readTree(ending.getBody()).path("StatusCode").asInt(-1));
        } catch (IOException | RuntimeException e) {
            exit.completeExceptionally(e);
        }
    }

    /// The container.
    public String containerId() {
        return id;
    }

    /// What the command writes to its standard output; ends with the command. Only for a process of
    /// [Toolbox#open].
    public InputStream output() {
        if (sinks.output() instanceof Readable readable) {
            return readable.source;
        }
        throw new IllegalStateException("the output of this process is collected");
    }

    /// The command's standard input. Each write is sent at once.
    public OutputStream input() {
        return Channels.newOutputStream(input.sink());
    }

    /// What the command has written to its standard error so far.
    public String error() {
        return sinks.error().text();
    }

    /// The command's exit status, once it has ended and its container is gone.
    public OptionalInt exit() {
        return exit.isDone() && !exit.isCompletedExceptionally()
                ? OptionalInt.of(exit.join())
                : OptionalInt.empty();
    }

    /// Waits until the command has ended and all its output is there.
    ///
    /// @return false when it still runs after this time
    /// @throws BenchException when Docker broke off
    public boolean await(Duration atMost) throws InterruptedException, BenchException {
        try {
            exit.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            attachment.awaitEnd(LAST_WORDS_MILLIS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException e) {
            throw brokenOff(Optional.ofNullable(e.getCause()).orElse(e));
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
    }

    private BenchException brokenOff(Throwable cause) {
        return new BenchException(
                ProblemCode.DOCKER_FAILED,
                "Docker broke off while a command ran in the toolbox: " + cause.getMessage(),
                "Look whether the daemon still runs: systemctl status docker",
                cause);
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
        closeQuietly(attachment::close);
        closeQuietly(input.sink()::close);
        closeQuietly(input.source()::close);
        closeQuietly(sinks.output()::close);
    }

    private interface Closing {
        void close() throws IOException;
    }

    private static void closeQuietly(Closing closing) {
        try {
            closing.close();
        } catch (IOException _) {
            // nothing is lost by it
        }
    }
}
