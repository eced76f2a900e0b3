package io.milliwatt.presentation.settings;

/// How the phone's next calls are placed.
///
/// @param audio what they send and where they are heard
/// @param capture whether there are taps at every hop
public record CallSettings(AudioSetting audio, boolean capture) {
    public static final CallSettings DEFAULT = new CallSettings(AudioSetting.DEFAULT, false);
}
