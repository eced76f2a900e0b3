package io.milliwatt.images;

import com.github.dockerjava.api.DockerClient;
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
        return inDaemon().state(this::contentHash);
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
        return inDaemon()
                .build(
                        this::contentHash,
                        (work, steps) -> assemble(trainer, work, fresh, steps, cancelled),
                        fresh,
                        progress,
                        cancelled);
    }

    private DaemonImage inDaemon() {
        return new DaemonImage(docker, reference(), cache);
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
        KeptLayer base = BaseLayer.of(java, cache, work, fresh, steps, cancelled);
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
        labels.put(DaemonImage.CONTENT_LABEL, content);
        labels.put("io.milliwatt.java", java.version());
        labels.put("io.milliwatt.libraries", base.origin());
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
}
