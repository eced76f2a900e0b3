package io.milliwatt.presentation.image;

import io.milliwatt.images.ImageState;
import io.milliwatt.presentation.Problem;

/// How an image is.
public sealed interface ImageShelf {
    /// Docker is being asked.
    record Looking() implements ImageShelf {}

    /// What Docker has.
    ///
    /// @param note what happened before, in words; may be empty
    record Known(ImageState state, String note) implements ImageShelf {}

    /// It is being built.
    ///
    /// @param fraction share of the whole build, 0..1
    /// @param cancelling it was asked to stop
    record Building(String step, String detail, double fraction, boolean cancelling)
            implements ImageShelf {}

    /// It is not known, or could not be built.
    record Failed(Problem problem) implements ImageShelf {}
}
