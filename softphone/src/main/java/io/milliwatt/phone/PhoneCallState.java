package io.milliwatt.phone;

import io.milliwatt.sip.EndReason;

/// Where a call of the phone stands.
public sealed interface PhoneCallState {
    /// Placed; nothing but 100 Trying came back.
    record Dialling() implements PhoneCallState {}

    /// The far end rings.
    record Ringing() implements PhoneCallState {}

    /// Not answered, but the far end is heard (183 with SDP).
    record EarlyMedia() implements PhoneCallState {}

    /// The far end calls us; it waits for [PhoneCall#answer].
    record Incoming() implements PhoneCallState {}

    /// Answered.
    ///
    /// @param localHold we have put the far end on hold
    /// @param remoteHold the far end has put us on hold
    record Connected(boolean localHold, boolean remoteHold) implements PhoneCallState {}

    /// Over.
    record Ended(EndReason reason) implements PhoneCallState {}
}
