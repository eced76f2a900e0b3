package io.milliwatt.inspector.rtp;

/// The least, the mean and the greatest of a figure; all 0 when there was nothing to measure.
public record Range(double min, double mean, double max) {
    public static final Range NONE = new Range(0, 0, 0);
}
