package io.milliwatt.phone.audio;

/// What the buffer between a call and a sound device had to do, since it was opened. All are 0
/// while both clocks agree.
///
/// @param underruns times it ran dry and gave silence
/// @param overruns frames lost because it was full
/// @param dropped frames left out because the device's clock and the call's drift apart
/// @param repeated frames given twice for the same reason
public record BufferCounts(long underruns, long overruns, long dropped, long repeated) {}
