package io.milliwatt.bench.toolbox;

import io.milliwatt.bench.Distribution;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.docker.ImageProblems;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.images.CacheDirectory;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.images.ImageState;
import io.milliwatt.images.ToolboxImage;
import java.util.function.BooleanSupplier;

/// The toolbox image, as a use case: what the daemon has, and building it. Safe for several threads
/// and processes; builds take turns.
public final class ToolboxImages {
    private final DockerConnection docker;
    private final CacheDirectory cache;
    private final ImageProblems problems;

    public ToolboxImages(DockerConnection docker, CacheDirectory cache) {
        this.docker = docker;
        this.cache = cache;
        this.problems = new ImageProblems(docker, cache);
    }

    /// The image in the user's Docker.
    public static ToolboxImages create() {
        return new ToolboxImages(
                new DockerConnection(DockerEndpoint.ofUser()), CacheDirectory.ofUser());
    }

    /// `milliwatt/toolbox:VERSION`.
    public String reference() throws BenchException {
        return ToolboxImage.REPOSITORY + ":" + Distribution.current().version();
    }

    /// What the daemon has.
    public ImageState state() throws BenchException {
        return problems.told(() -> image().state());
    }

    /// Builds the image when it is missing or outdated, and loads it into the daemon. Takes some
    /// seconds, and downloads Debian packages where the tools are not installed on this host.
    ///
    /// @param fresh collect the tools again, even when the image is current
    public ImageState build(boolean fresh, ImageProgress progress, BooleanSupplier cancelled)
            throws BenchException {
        return problems.told(() -> {
            ImageState state = image().state();
            return !fresh && state.status() == ImageState.Status.CURRENT
                    ? state
                    : image().build(fresh, progress, cancelled);
        });
    }

    private ToolboxImage image() throws BenchException {
        return new ToolboxImage(docker.client(), Distribution.current().version(), cache);
    }
}
