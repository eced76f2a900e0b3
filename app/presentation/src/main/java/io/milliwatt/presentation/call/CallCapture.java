package io.milliwatt.presentation.call;

import io.milliwatt.bench.tap.TapReport;

/// What taps took of a call of this window's phone.
///
/// @param opened the capture, read
/// @param taps what each hop did
public record CallCapture(CaptureDesk.Opened opened, TapReport taps) {}
