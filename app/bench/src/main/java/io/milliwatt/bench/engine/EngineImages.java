package io.milliwatt.bench.engine;

import io.milliwatt.bench.Distribution;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.docker.ImageProblems;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.images.CacheDirectory;
import io.milliwatt.images.EngineFiles;
import io.milliwatt.images.EngineImage;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.images.ImageState;
import io.milliwatt.images.Trainer;
import java.io.IOException;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// The image of the built-in engine, as a use case: what the daemon has, and building it. Safe for
/// several threads and processes; builds take turns.
public final class EngineImages {
    private static final long TRAINING_MILLIS = 60_000;

    private final DockerConnection docker;
    private final EmbeddedRuntime.DistributionSource distribution;
    private final CacheDirectory cache;
    private final ImageProblems problems;

    EngineImages(
            DockerConnection docker,
            EmbeddedRuntime.DistributionSource distribution,
            CacheDirectory cache) {
        this.docker = docker;
        this.distribution = distribution;
        this.cache = cache;
        this.problems = new ImageProblems(docker, cache);
    }

    /// The image of this program's engine in the user's Docker.
    public static EngineImages create() {
        return new EngineImages(
                new DockerConnection(DockerEndpoint.ofUser()),
                Distribution::current,
                CacheDirectory.ofUser());
    }

    /// `milliwatt/engine:VERSION`.
    public String reference() throws BenchException {
        return EngineImage.REPOSITORY + ":" + distribution.get().version();
    }

    /// What the daemon has.
    public ImageState state() throws BenchException {
        return problems.told(() -> image().state());
    }

    /// Builds the image when it is missing or outdated, and loads it into the daemon.
    ///
    /// @param fresh build every part anew, even when the image is current
    public ImageState build(boolean fresh, ImageProgress progress, BooleanSupplier cancelled)
            throws BenchException {
        return problems.told(() -> {
            ImageState state = image().state();
            return !fresh && state.status() == ImageState.Status.CURRENT
                    ? state
                    : image().build(trainer(cancelled), fresh, progress, cancelled);
        });
    }

    /// The same as [#build], told as the step of a launch.
    ///
    /// @return reference and size in words: `milliwatt/engine:0.1.0, 74.4 MB`
    public String buildAsLaunchStep(
            boolean fresh, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        listener.progress(LaunchStep.BUILD_IMAGE, "look for " + reference(), 0);
        ImageState state =
                build(
                        fresh,
                        (step, detail, fraction) ->
                                listener.progress(
                                        LaunchStep.BUILD_IMAGE,
                                        step.title() + ": " + detail,
                                        fraction),
                        cancelled);
        String words =
                String.format(
                        Locale.ROOT, "%s, %.1f MB", state.reference(), state.sizeBytes() / 1e6);
        listener.progress(LaunchStep.BUILD_IMAGE, words, 1);
        return words;
    }

    private EngineImage image() throws BenchException {
        Distribution files = distribution.get();
        return new EngineImage(
                docker.client(),
                new EngineFiles(files.version(), files.mainClass(), files.engineJars()),
                cache);
    }

    /// The exercise is what every launch does: the engine shall start fast into exactly that.
    private static Trainer trainer(BooleanSupplier cancelled) {
        return trainee -> {
            var engine =
                    new StartedEngine(
                            trainee.sip().getAddress(),
                            trainee.sip().getPort(),
                            trainee.control(),
                            trainee.token(),
                            Patience.Watch.NOTHING);
            try {
                new Readiness(
                                engine,
                                (_, _, _) -> {},
                                Patience.of(cancelled, Patience.Watch.NOTHING, TRAINING_MILLIS))
                        .await();
            } catch (BenchException e) {
                throw new IOException(e.getMessage(), e);
            }
        };
    }
}
