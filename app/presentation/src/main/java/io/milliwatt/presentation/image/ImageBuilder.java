package io.milliwatt.presentation.image;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.images.ImageState;
import java.util.function.BooleanSupplier;

/// Asks Docker for one of our images, and builds it. Blocks.
public interface ImageBuilder {
    /// What Docker has.
    ImageState state() throws BenchException;

    /// Builds the image when it is missing or outdated.
    ///
    /// @param fresh build it even when it is current
    ImageState build(boolean fresh, ImageProgress progress, BooleanSupplier cancelled)
            throws BenchException;
}
