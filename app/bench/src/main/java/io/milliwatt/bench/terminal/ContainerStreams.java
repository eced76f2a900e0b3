package io.milliwatt.bench.terminal;

import com.github.dockerjava.api.model.Frame;
import io.milliwatt.bench.docker.UntilClosed;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.images.PatientCallback;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;

/// The two streams of a terminal between us and docker-java, which takes input from a stream and
/// gives output to a callback.
final class ContainerStreams extends PatientCallback<Frame> {
    private final Pipe typed;
    private final Pipe printed;
    private final InputStream toContainer;
    private final OutputStream fromContainer;

    private ContainerStreams(Pipe typed, Pipe printed) {
        this.typed = typed;
        this.printed = printed;
        toContainer = new UntilClosed(Channels.newInputStream(typed.source()));
        fromContainer = Channels.newOutputStream(printed.sink());
    }

    static ContainerStreams open() throws BenchException {
        try {
            return new ContainerStreams(Pipe.open(), Pipe.open());
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.TOOLBOX_FAILED,
                    "No pipe to a container can be made: " + e.getMessage(),
                    "Look at the limit of open files: ulimit -n",
                    e);
        }
    }

    /// What docker-java reads and sends.
    InputStream toContainer() {
        return toContainer;
    }

    OutputStream input() {
        return Channels.newOutputStream(typed.sink());
    }

    InputStream output() {
        return new UntilClosed(Channels.newInputStream(printed.source()));
    }

    @Override
    public void onNext(Frame frame) {
        try {
            fromContainer.write(frame.getPayload());
        } catch (IOException _) {
            // nobody reads any more: the session is closed
        }
    }

    @Override
    protected void atEnd() {
        closeQuietly(fromContainer::close);
    }

    /// Ends both directions.
    void end() {
        closeQuietly(this::close);
        closeQuietly(typed.sink()::close);
        closeQuietly(typed.source()::close);
        closeQuietly(fromContainer::close);
        closeQuietly(printed.source()::close);
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
