package io.milliwatt.inspector.rtp;

/// What a payload type means.
///
/// @param codec the encoding name of `a=rtpmap`
/// @param clockRateHz of the timestamps
/// @param channels 1 for all but stereo audio
public record MediaFormat(String codec, int clockRateHz, int channels) {
    /// Nobody told.
    public static final MediaFormat UNKNOWN = new MediaFormat("", 0, 1);

    public boolean isKnown() {
        return clockRateHz > 0;
    }
}
