package io.milliwatt.images;

import java.util.Optional;

/// What the daemon has of the engine image.
///
/// @param reference `milliwatt/engine:VERSION`
/// @param status whether it is there, and made of the files that are here now
/// @param id image id, when it is there
/// @param sizeBytes size as `docker image inspect` says it; 0 when it is not there
public record ImageState(String reference, Status status, Optional<String> id, long sizeBytes) {
    /// Whether the image can be used.
    public enum Status {
        MISSING,
        OUTDATED,
        CURRENT
    }
}
