package io.milliwatt.bench.docker;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.images.PatientCallback;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;

/// The standard streams of a command in a container, between us and docker-java, which takes input
/// from a stream and gives output to a callback. Each stream is for one thread at a time.
public final class ContainerStreams extends PatientCallback<Frame> {
    private static final long ATTACH_MILLIS = 20_000;

    private final Pipe typed;
    private final OutputStream output;
    private final OutputStream error;

    private ContainerStreams(Pipe typed, OutputStream output, OutputStream error) {
        this.typed = typed;
        this.output = output;
        this.error = error;
    }

    /// A sink whose other end is read. What is not read holds the command up, once the buffers in
    /// between are full.
    public static final class Readable extends OutputStream {
        private final Pipe pipe;
        private final OutputStream sink;

        private Readable(Pipe pipe) {
            this.pipe = pipe;
            sink = Channels.newOutputStream(pipe.sink());
        }

        /// The other end; it ends with the command, and when it is closed.
        public InputStream source() {
            return new UntilClosed(Channels.newInputStream(pipe.source()));
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

    public static Readable readable() throws BenchException {
        return new Readable(pipe());
    }

    /// @param output gets the standard output, and all a terminal prints
    /// @param error gets the standard error
    public static ContainerStreams to(OutputStream output, OutputStream error)
            throws BenchException {
        return new ContainerStreams(pipe(), output, error);
    }

    /// Those of a terminal, which has one output.
    public static ContainerStreams ofTerminal() throws BenchException {
        Readable output = readable();
        return to(output, output);
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

    /// Attaches to a container that was created, before it begins, so that nothing is missed.
    public void attach(DockerConnection docker, String container) throws BenchException {
        docker.ask(it ->
                it.attachContainerCmd(container)
                        .withStdIn(toContainer())
                        .withStdOut(true)
                        .withStdErr(true)
                        .withFollowStream(true)
                        .exec(this));
        try {
            if (awaitStart(ATTACH_MILLIS)) {
                return;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
        throw new BenchException(
                ProblemCode.TOOLBOX_FAILED,
                "Docker did not attach to the container " + container,
                "Look at the daemon's log: journalctl -u docker -e");
    }

    /// What docker-java reads and sends.
    public InputStream toContainer() {
        return new UntilClosed(Channels.newInputStream(typed.source()));
    }

    /// The command's standard input. Each write is sent at once.
    public OutputStream input() {
        return Channels.newOutputStream(typed.sink());
    }

    /// What the command prints, where that goes to a [Readable].
    public InputStream output() {
        if (output instanceof Readable readable) {
            return readable.source();
        }
        throw new IllegalStateException("the output of this process is collected");
    }

    @Override
    public void onNext(Frame frame) {
        byte[] bytes = frame.getPayload();
        try {
            (frame.getStreamType() == StreamType.STDERR ? error : output)
                    .write(bytes, 0, bytes.length);
        } catch (IOException _) {
            // nobody reads any more: it is closed
        }
    }

    @Override
    protected void atEnd() {
        closeQuietly(output::close);
    }

    /// Ends both directions.
    public void end() {
        closeQuietly(this::close);
        closeQuietly(typed.sink()::close);
        closeQuietly(typed.source()::close);
        closeQuietly(output::close);
        if (output instanceof Readable readable) {
            closeQuietly(readable.pipe.source()::close);
        }
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
