package io.milliwatt.bench.engine;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.images.PatientCallback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The log of a container, line by line.
final class DockerLogs {
    private static final long READ_MILLIS = 5_000;
    private static final long POLL_MILLIS = 50;

    private final DockerConnection docker;

    DockerLogs(DockerConnection docker) {
        this.docker = docker;
    }

    /// The newest lines, oldest first.
    List<String> newest(String container, int lines) throws BenchException {
        var found = new ArrayList<String>();
        var collected = new LineSplitter(found::add);
        try {
            docker.ask(it ->
                            it.logContainerCmd(container)
                                    .withStdOut(true)
                                    .withStdErr(true)
                                    .withTail(lines == Integer.MAX_VALUE ? -1 : lines)
                                    .exec(collected))
                    .awaitEnd(READ_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
        synchronized (collected) {
            collected.flush();
            return LogTail.last(found, lines);
        }
    }

    /// All lines from the first on, until cancelled or the container ends.
    void follow(String container, Consumer<String> line, BooleanSupplier cancelled)
            throws BenchException {
        var splitter = new LineSplitter(line);
        try (var following =
                docker.ask(it ->
                        it.logContainerCmd(container)
                                .withStdOut(true)
                                .withStdErr(true)
                                .withFollowStream(true)
                                .withTailAll()
                                .exec(splitter))) {
            while (!cancelled.getAsBoolean()) {
                if (following.awaitEnd(POLL_MILLIS)) {
                    splitter.flush();
                    return;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException _) {
            // closing what is at its end
        } catch (RuntimeException e) {
            throw docker.problem(e);
        }
    }

    /// Frames come as the engine wrote them, in pieces; each stream is put together for itself.
    private static final class LineSplitter extends PatientCallback<Frame> {
        private final Consumer<String> line;
        private final Map<StreamType, ByteArrayOutputStream> pending =
                new EnumMap<>(StreamType.class);

        LineSplitter(Consumer<String> line) {
            this.line = line;
        }

        @Override
        public synchronized void onNext(Frame frame) {
            ByteArrayOutputStream bytes =
                    pending.computeIfAbsent(
                            frame.getStreamType(), _ -> new ByteArrayOutputStream());
            for (byte each : frame.getPayload()) {
                if (each == '\n') {
                    line.accept(bytes.toString(StandardCharsets.UTF_8).stripTrailing());
                    bytes.reset();
                } else {
                    bytes.write(each);
                }
            }
        }

        synchronized void flush() {
            for (ByteArrayOutputStream bytes : pending.values()) {
                if (bytes.size() > 0) {
                    line.accept(bytes.toString(StandardCharsets.UTF_8).stripTrailing());
                    bytes.reset();
                }
            }
        }
    }
}
