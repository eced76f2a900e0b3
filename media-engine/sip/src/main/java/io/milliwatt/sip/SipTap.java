package io.milliwatt.sip;

/// Sees every SIP message that an endpoint sends or receives, retransmissions and what the stack
/// answers by itself (100 Trying) included; what could not be parsed is only counted
/// ([SipCounters]). Called on the thread that handles the message: must be quick, must not throw.
@FunctionalInterface
public interface SipTap {
    /// Sees nothing; costs nothing.
    SipTap NONE = _ -> {};

    void message(SipMessage message);
}
