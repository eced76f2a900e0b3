package io.milliwatt.inspector.capture;

/// Told how far the reading of a file is, about each megabyte, on the reading thread.
@FunctionalInterface
public interface CaptureProgress {
    /// Nobody is told.
    CaptureProgress NONE = (bytesDone, bytesTotal, packets) -> {};

    /// @param bytesDone of the file, as it is on disk (compressed, when it is)
    /// @param bytesTotal its size
    /// @param packets frames so far
    void at(long bytesDone, long bytesTotal, long packets);
}
