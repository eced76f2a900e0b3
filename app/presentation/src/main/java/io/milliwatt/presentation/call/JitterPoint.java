package io.milliwatt.presentation.call;

/// The jitter at both receivers at one time.
///
/// @param atMillis time since the answer
/// @param toEngineMillis at the engine; negative when not seen
/// @param toPhoneMillis at the phone; negative when not seen
public record JitterPoint(double atMillis, double toEngineMillis, double toPhoneMillis) {}
