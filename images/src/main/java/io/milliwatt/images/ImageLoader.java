package io.milliwatt.images;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.LoadResponseItem;
import com.github.dockerjava.api.model.ResponseItem;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/// Loads images into the daemon, and takes away what a build that was killed left there.
final class ImageLoader {
    private static final long POLL_MILLIS = 50;

    private final DockerClient docker;
    private final Path work;
    private final BooleanSupplier cancelled;

    ImageLoader(DockerClient docker, Path work, BooleanSupplier cancelled) {
        this.docker = docker;
        this.work = work;
        this.cancelled = cancelled;
    }

    /// Loads an image under its reference.
    ///
    /// @param sent hears the share of the bytes that were sent, 0..1, ten times at most
    void load(ImageArchive image, DoubleConsumer sent)
            throws IOException, InterruptedException, ImageException {
        Path archive = work.resolve("image.tar");
        image.writeTo(archive);
        var error = new AtomicReference<String>("");
        var outcome =
                new PatientCallback<LoadResponseItem>() {
                    @Override
                    public void onNext(LoadResponseItem item) {
                        ResponseItem.ErrorDetail detail = item.getErrorDetail();
                        if (detail != null && detail.getMessage() != null) {
                            error.set(detail.getMessage());
                        }
                    }
                };
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                var counted = new CountedStream(file, Files.size(archive), sent, cancelled);
                var running = docker.loadImageAsyncCmd(counted).exec(outcome)) {
            while (!running.awaitEnd(POLL_MILLIS)) {
                if (cancelled.getAsBoolean()) {
                    throw ImageException.cancelled();
                }
            }
        } catch (RuntimeException e) {
            if (cancelled.getAsBoolean()) {
                throw ImageException.cancelled();
            }
            throw DaemonImage.dockerFailed(e);
        } finally {
            Files.deleteIfExists(archive);
        }
        if (!error.get().isEmpty()) {
            throw new ImageException(
                    ImageException.Reason.DOCKER,
                    "Docker refused the image: " + error.get(),
                    "Look at the daemon's log and its disk space, or use --runtime embedded");
        }
    }

    /// Removes containers and images of trainings that never came to their end. To be called by the
    /// holder of the build's turn only.
    void removeLeftovers() {
        List<String> training = List.of(EngineImage.LABEL + "=" + EngineImage.TRAINING);
        for (Container each :
                docker.listContainersCmd().withShowAll(true).withLabelFilter(training).exec()) {
            removeContainer(each.getId());
        }
        for (Image each :
                docker.listImagesCmd()
                        .withLabelFilter(Map.of(EngineImage.LABEL, EngineImage.TRAINING))
                        .exec()) {
            removeImage(each.getId());
        }
    }

    void removeContainer(String id) {
        try {
            docker.removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
        } catch (DockerException _) {
            // it is gone already; if it is not, the next build takes it away
        }
    }

    void removeImage(String id) {
        try {
            docker.removeImageCmd(id).withForce(true).exec();
        } catch (DockerException _) {
            // as above
        }
    }

    /// What the daemon said, without the wrapping of its JSON.
    static String messageOf(RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        int start = text.indexOf("\"message\":\"");
        if (start >= 0) {
            int end = text.lastIndexOf('"');
            return text.substring(start + 11, Math.max(end, start + 11)).replace("\\\"", "\"");
        }
        return text.strip();
    }

    /// Counts what is sent, and breaks off when the build is cancelled.
    private static final class CountedStream extends FilterInputStream {
        private static final double REPORT_STEP = 0.1;

        private final long size;
        private final DoubleConsumer sent;
        private final BooleanSupplier cancelled;
        private long count;
        private double reported;

        CountedStream(InputStream in, long size, DoubleConsumer sent, BooleanSupplier cancelled) {
            super(in);
            this.size = size;
            this.sent = sent;
            this.cancelled = cancelled;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            counted(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            counted(Math.max(n, 0));
            return n;
        }

        private void counted(int n) throws IOException {
            if (cancelled.getAsBoolean()) {
                throw new InterruptedIOException("cancelled");
            }
            count += n;
            double share = (double) count / size;
            if (share >= reported + REPORT_STEP) {
                reported = share;
                sent.accept(Math.min(1, share));
            }
        }
    }
}
