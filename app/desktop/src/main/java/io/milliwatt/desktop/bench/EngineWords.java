package io.milliwatt.desktop.bench;

import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.Publishing;

/// Words for an engine that several parts of the page say.
final class EngineWords {
    private EngineWords() {}

    /// `published`, or `published · DNAT`.
    static String mode(Placement placement) {
        boolean dnat =
                placement.mode() == NetworkMode.PUBLISHED
                        && placement.publishing() == Publishing.DNAT;
        return placement.mode().key() + (dnat ? " · DNAT" : "");
    }
}
