package io.milliwatt.bench.record;

/// What was heard of the reference signal that was sent.
///
/// @param heard whether the expected audio came back (or any audio, at a number that does not echo)
/// @param roundTripMillis delay from sending a sample to hearing it again; negative when not
///   measured
/// @param snrDb signal-to-noise ratio of what came back against what was sent; NaN when not
///   measured, and with opus, which does not keep the wave
public record AudioResult(boolean heard, double roundTripMillis, double snrDb) {
    /// Nothing was heard, nothing measured.
    public static final AudioResult NONE = new AudioResult(false, -1, Double.NaN);
}
