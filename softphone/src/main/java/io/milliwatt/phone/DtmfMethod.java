package io.milliwatt.phone;

/// How digits are sent.
public enum DtmfMethod {
    /// As telephone events when they were negotiated, else by INFO.
    AUTO,
    /// Telephone events in RTP, RFC 4733.
    RTP_EVENT,
    /// SIP INFO with `application/dtmf-relay`.
    INFO
}
