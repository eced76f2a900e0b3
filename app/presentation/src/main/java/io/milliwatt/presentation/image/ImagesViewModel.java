package io.milliwatt.presentation.image;

import io.milliwatt.presentation.Surroundings;

/// The images that are made on this machine.
public final class ImagesViewModel {
    private final ImageViewModel engine;
    private final ImageViewModel toolbox;

    public ImagesViewModel(Surroundings with) {
        engine = new ImageViewModel(with, "engine", () -> with.backend().engineImage());
        toolbox = new ImageViewModel(with, "toolbox", () -> with.backend().toolboxImage());
    }

    /// That of the built-in engine.
    public ImageViewModel engine() {
        return engine;
    }

    /// That of the tools which taps, shells and changes of the network run.
    public ImageViewModel toolbox() {
        return toolbox;
    }

    /// Asks Docker for both, but for one that is being built.
    public void refresh() {
        engine.refresh();
        toolbox.refresh();
    }
}
