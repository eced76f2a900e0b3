package io.milliwatt.images;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// The image of the built-in engine: says whether the daemon has it, and builds it.
public final class EngineImage {
    /// The image's name without its tag.
    public static final String REPOSITORY = "milliwatt/engine";

    /// Label of everything Milliwatt creates; its value says what it is.
    public static final String LABEL = "io.milliwatt";

    static final String CONTENT_LABEL = "io.milliwatt.content";
    static final String TRAINING = "training";
    private static final String AOT_PREFIX = "aot-";

    private final DockerClient docker;
    private final EngineFiles files;
    private final CacheDirectory cache;
    private final JavaRuntime java = JavaRuntime.running();

    /// @param docker connection to the daemon that shall have the image; stays open
    /// @param files the engine
    /// @param cache where the base layer and the AOT cache are kept between builds
    public EngineImage(DockerClient docker, EngineFiles files, CacheDirectory cache) {
        this.docker = docker;
        this.files = files;
        this.cache = cache;
    }

    /// `milliwatt/engine:VERSION`.
    public String reference() {
        return REPOSITORY + ":" + files.version();
    }

    /// Looks whether the daemon has the image and whether it is made of the files that are here
    /// now. Costs one request and the reading of the jars.
    public ImageState state() throws ImageException {
        try {
            InspectImageResponse image = docker.inspectImageCmd(reference()).exec();
            return new ImageState(
                    reference(),
                    contentHash().equals(label(image, CONTENT_LABEL))
                            ? ImageState.Status.CURRENT
                            : ImageState.Status.OUTDATED,
                    Optional.ofNullable(image.getId()),
                    sizeOf(image));
        } catch (NotFoundException _) {
            return new ImageState(reference(), ImageState.Status.MISSING, Optional.empty(), 0);
        } catch (IOException e) {
            throw recipe("The engine's files cannot be read", e);
        } catch (RuntimeException e) {
            throw dockerFailed(e);
        }
    }

    /// Builds the image and loads it into the daemon. Without `fresh`, what the cache directory
    /// holds is used again, and an image that is current is left as it is.
    ///
    /// @param trainer puts the engine through a call while the JVM watches
    /// @param fresh make every part anew
    /// @param cancelled looked at every 100 ms at the latest; then reason `CANCELLED`
    /// @return the state afterwards, always `CURRENT`
    public ImageState build(
            Trainer trainer, boolean fresh, ImageProgress progress, BooleanSupplier cancelled)
            throws ImageException {
        StepListener steps = StepListener.of(progress);
        steps.at(ImageStep.CHECK, reference());
        try (var _ = cache.awaitTurn(cancelled)) {
            ImageState before = state();
            if (!fresh && before.status() == ImageState.Status.CURRENT) {
                return before;
            }
            Path work = cache.newWorkDirectory();
            try {
                assemble(trainer, work, fresh, steps, cancelled);
            } finally {
                CacheDirectory.delete(work);
            }
            ImageState after = state();
            before.id()
                    .filter(old -> !after.id().equals(Optional.of(old)))
                    .ifPresent(this::removeUnused);
            progress.progress(
                    ImageStep.LOAD,
                    String.format(Locale.ROOT, "%s, %.1f MB", reference(), after.sizeBytes() / 1e6),
                    1);
            return after;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw ImageException.cancelled();
        } catch (IOException e) {
            throw recipe("The engine image could not be assembled", e);
        } catch (RuntimeException e) {
            throw dockerFailed(e);
        }
    }

    private void assemble(
            Trainer trainer,
            Path work,
            boolean fresh,
            StepListener steps,
            BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        var command = new EngineCommand(files);
        var loader = new ImageLoader(docker, work, cancelled);
        loader.removeLeftovers();
        BaseLayer base = BaseLayer.of(java, cache, work, fresh, steps, cancelled);
        var lower = new ImageArchive.Layer(base.tar(), "Java runtime and C libraries");
        String content = contentHash();
        Path aot = cache.root().resolve(AOT_PREFIX + content.substring(0, 32));
        if (fresh || !Files.exists(aot)) {
            steps.at(ImageStep.TRAIN, "a call to echo in a container of the same layers");
            var untrained =
                    new ImageArchive(
                            REPOSITORY + ":" + TRAINING,
                            java.architecture(),
                            command.config(Map.of(LABEL, TRAINING)),
                            List.of(lower, appLayer(work, Optional.empty())));
            Path trained = work.resolve("engine.aot");
            new AotTraining(docker, loader, command).train(untrained, trainer, trained, cancelled);
            Files.move(trained, aot, StandardCopyOption.REPLACE_EXISTING);
        }
        CacheDirectory.touch(aot);
        cache.prune(AOT_PREFIX);
        var labels = new TreeMap<String, String>();
        labels.put(LABEL, "engine");
        labels.put(CONTENT_LABEL, content);
        labels.put("io.milliwatt.java", java.version());
        labels.put("io.milliwatt.libraries", base.libraries());
        labels.put("org.opencontainers.image.title", "Milliwatt engine");
        labels.put("org.opencontainers.image.version", files.version());
        steps.at(ImageStep.LOAD, reference());
        loader.load(
                new ImageArchive(
                        reference(),
                        java.architecture(),
                        command.config(labels),
                        List.of(lower, appLayer(work, Optional.of(aot)))),
                share ->
                        steps.at(
                                ImageStep.LOAD,
                                String.format(Locale.ROOT, "%.0f %% sent", share * 100)));
    }

    private ImageArchive.Layer appLayer(Path work, Optional<Path> aot) throws IOException {
        var tar = new LayerTar();
        for (Path jar : files.jars()) {
            tar.file("app/" + jar.getFileName(), jar, LayerTar.FILE_MODE);
        }
        aot.ifPresent(path -> tar.file(EngineCommand.AOT_CACHE, path, LayerTar.FILE_MODE));
        Path target = work.resolve(aot.isPresent() ? "app.tar" : "untrained.tar");
        return new ImageArchive.Layer(
                tar.writeTo(target),
                aot.isPresent() ? "Engine " + files.version() + " and its AOT cache" : "Engine");
    }

    /// Hash of all that decides what is in the image: the base layer's key, the jars, and how they
    /// are started.
    String contentHash() throws IOException {
        var text = new StringBuilder(BaseLayer.key(java));
        for (Path jar : files.jars()) {
            text.append('\n').append(jar.getFileName()).append(' ').append(Sha256.of(jar));
        }
        var command = new EngineCommand(files);
        text.append('\n').append(command.config(Map.of())).append(command.training());
        return Sha256.of(text.toString());
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
                "Docker refused while the engine image was built: " + ImageLoader.messageOf(e),
                "Look at the daemon's log, or use --runtime embedded",
                e);
    }
}
