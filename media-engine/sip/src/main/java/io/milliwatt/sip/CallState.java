package io.milliwatt.sip;

/// Where a call stands, RFC 3261, sections 13 to 15.
public sealed interface CallState {
    /// Outgoing: INVITE sent, nothing came back.
    record Calling() implements CallState {}

    /// Outgoing: a provisional response came.
    ///
    /// @param status the newest, 100..199
    record Proceeding(int status) implements CallState {}

    /// Outgoing: to be cancelled as soon as a provisional response allows it, section 9.1. The
    /// listener has been told of the end.
    record CancelWanted() implements CallState {}

    /// Outgoing: CANCEL sent, the final response is awaited.
    record Cancelling() implements CallState {}

    /// Incoming: INVITE received, not answered.
    record Offered() implements CallState {}

    /// Incoming: accepted, but the 2xx still waits for the PRACK of a response before it, RFC 3262,
    /// section 3.
    record Accepting() implements CallState {}

    /// Incoming: 2xx sent, ACK awaited.
    record AwaitingAck() implements CallState {}

    /// Incoming: hung up before the ACK came; BYE must wait for it, section 15.
    record EndOnAck() implements CallState {}

    /// Both sides have agreed.
    record Established() implements CallState {}

    /// BYE sent, its response is awaited. The listener has been told of the end.
    record Ending() implements CallState {}

    /// Over, nothing more will happen.
    record Ended(EndReason reason) implements CallState {}
}
