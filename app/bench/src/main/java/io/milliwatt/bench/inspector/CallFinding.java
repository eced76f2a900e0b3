package io.milliwatt.bench.inspector;

import io.milliwatt.bench.record.Finding;

/// A verdict on one call of a capture.
///
/// @param call index of the call in the inspection
public record CallFinding(int call, String callId, Finding finding) {}
