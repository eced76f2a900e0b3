package io.milliwatt.bench.docker;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.images.CacheDirectory;
import io.milliwatt.images.ImageException;
import io.milliwatt.images.ImageState;

/// What can go wrong while an image is looked at, built or loaded, as problems of the user's.
///
/// @param docker the daemon that shall have it
/// @param cache where its layers are kept on this host
public record ImageProblems(DockerConnection docker, CacheDirectory cache) {
    /// Something about an image.
    @FunctionalInterface
    public interface Question {
        ImageState ask() throws ImageException, BenchException;
    }

    /// The answer, or the problem.
    public ImageState told(Question question) throws BenchException {
        docker.check();
        try {
            return question.ask();
        } catch (ImageException e) {
            throw problem(e);
        }
    }

    private BenchException problem(ImageException e) {
        if (FullDisk.isMeant(e)) {
            return e.reason() == ImageException.Reason.DOCKER
                    ? FullDisk.ofDocker(docker, e)
                    : FullDisk.at(cache.root(), "The disk of Milliwatt's cache", e);
        }
        ProblemCode code =
                switch (e.reason()) {
                    case CANCELLED -> ProblemCode.CANCELLED;
                    case NO_JLINK, RECIPE, TRAINING, DOCKER -> ProblemCode.IMAGE_BUILD_FAILED;
                };
        return new BenchException(code, e.getMessage(), e.fix(), e);
    }
}
