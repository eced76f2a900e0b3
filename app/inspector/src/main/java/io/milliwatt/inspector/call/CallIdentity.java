package io.milliwatt.inspector.call;

/// What makes a call: RFC 3261, section 12, and the request that began it. The same Call-ID may be
/// used again by another call.
///
/// @param callId as it came; empty when it is missing
/// @param fromTag the caller's tag; empty when it is missing
/// @param number 1 for the first call of the capture with that Call-ID, 2 for the second ...
/// @param method of the request that began it: `INVITE`, `REGISTER`, `OPTIONS` ...
public record CallIdentity(String callId, String fromTag, int number, String method) {}
