package io.milliwatt.images;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// An image of ours in the daemon: whether it is there and made of what is here now, and the course
/// of every build, whatever the image holds. Its label [#CONTENT_LABEL] carries the hash of all
/// that decides what is in it.
///
/// @param docker connection to the daemon that shall have the image; stays open
/// @param reference repository and tag
/// @param cache where layers are kept between builds
record DaemonImage(DockerClient docker, String reference, CacheDirectory cache) {
    static final String CONTENT_LABEL = "io.milliwatt.content";

    /// Hash of all that decides what is in the image.
    @FunctionalInterface
    interface ContentHash {
        String get() throws IOException;
    }

    /// Makes the image and loads it into the daemon.
    @FunctionalInterface
    interface Assembly {
        /// @param work a directory of its own, deleted afterwards
        void assemble(Path work, StepListener steps)
                throws IOException, InterruptedException, ImageException;
    }

    ImageState state(ContentHash content) throws ImageException {
        try {
            InspectImageResponse image = docker.inspectImageCmd(reference).exec();
            return new ImageState(
                    reference,
                    content.get().equals(label(image, CONTENT_LABEL))
                            ? ImageState.Status.CURRENT
                            : ImageState.Status.OUTDATED,
                    Optional.ofNullable(image.getId()),
                    sizeOf(image));
        } catch (NotFoundException _) {
            return new ImageState(reference, ImageState.Status.MISSING, Optional.empty(), 0);
        } catch (IOException e) {
            throw recipe("The files of the image " + reference + " cannot be read", e);
        } catch (RuntimeException e) {
            throw dockerFailed(e);
        }
    }

    /// Builds the image when it is missing or outdated, or in any case when `fresh`.
    ///
    /// @return the state afterwards, always `CURRENT`
    ImageState build(
            ContentHash content,
            Assembly assembly,
            boolean fresh,
            ImageProgress progress,
            BooleanSupplier cancelled)
            throws ImageException {
        StepListener steps = StepListener.of(progress);
        steps.at(ImageStep.CHECK, reference);
        try (var _ = cache.awaitTurn(cancelled)) {
            ImageState before = state(content);
            if (!fresh && before.status() == ImageState.Status.CURRENT) {
                return before;
            }
            Path work = cache.newWorkDirectory();
            try {
                assembly.assemble(work, steps);
            } finally {
                CacheDirectory.delete(work);
            }
            ImageState after = state(content);
            before.id()
                    .filter(old -> !after.id().equals(Optional.of(old)))
                    .ifPresent(this::removeUnused);
            progress.progress(
                    ImageStep.LOAD,
                    String.format(Locale.ROOT, "%s, %.1f MB", reference, after.sizeBytes() / 1e6),
                    1);
            return after;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ImageException.cancelled();
        } catch (IOException e) {
            throw recipe("The image " + reference + " could not be assembled", e);
        } catch (RuntimeException e) {
            throw dockerFailed(e);
        }
    }

    private void removeUnused(String imageId) {
        try {
            docker.removeImageCmd(imageId).exec();
        } catch (DockerException _) {
            // a container still uses it, or it has another tag: not ours to force
        }
    }

    private static String label(InspectImageResponse image, String name) {
        ContainerConfig config = image.getConfig();
        Map<String, String> labels = config == null ? null : config.getLabels();
        return labels == null ? "" : labels.getOrDefault(name, "");
    }

    private static long sizeOf(InspectImageResponse image) {
        Long size = image.getSize();
        return size == null ? 0 : size;
    }

    private static ImageException recipe(String what, IOException e) {
        return new ImageException(
                ImageException.Reason.RECIPE,
                what + ": " + e.getMessage(),
                "Look at the space and the rights of the cache directory, or use"
                        + " --runtime embedded",
                e);
    }

    /// What docker-java throws when the daemon refuses (a [DockerException]) or the connection
    /// breaks (a plain one around an [IOException]); any other exception is a bug and goes on.
    static ImageException dockerFailed(RuntimeException e) {
        if (!(e instanceof DockerException) && !(e.getCause() instanceof IOException)) {
            throw e;
        }
        return new ImageException(
                ImageException.Reason.DOCKER,
                "Docker refused while an image was built: " + ImageLoader.messageOf(e),
                "Look at the daemon's log, or use --runtime embedded",
                e);
    }
}
