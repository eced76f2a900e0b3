package io.milliwatt.protocol.sdp;

/// Whether media is encrypted with keys from SDP (SDES, RFC 4568).
public enum Security {
    /// Plain RTP only; RTP/SAVP is refused.
    OFF,
    /// Encrypted when the peer can. We offer RTP/AVP with `a=crypto` lines.
    ///
    /// Deviation: RFC 4568, section 3, wants RTP/SAVP where there are keys. With it a peer that
    /// cannot encrypt refuses the call, so baresip and linphone offer RTP/AVP with keys too.
    OPTIONAL,
    /// Encrypted only. We offer RTP/SAVP.
    REQUIRED
}
