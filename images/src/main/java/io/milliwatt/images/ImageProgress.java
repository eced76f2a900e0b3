package io.milliwatt.images;

/// Hears how a build goes on. Called on the building thread; must not block.
@FunctionalInterface
public interface ImageProgress {
    /// @param step the step that is being done
    /// @param detail what exactly, in words
    /// @param fraction share of the whole build that is done, 0..1
    void progress(ImageStep step, String detail, double fraction);
}
