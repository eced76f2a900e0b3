package io.milliwatt.protocol.sdp;

/// Why there is no audio stream, as the answer to a SIP request needs it.
///
/// @param detail one sentence for logs, the Warning header and the screen; it never quotes what the
///   peer sent
public record OfferAnswerFailure(Reason reason, String detail) {

    /// Each with its SIP status (RFC 3261, section 21.4.26) and warn-code (section 20.43).
    public enum Reason {
        /// The text is no session description.
        MALFORMED(400, 399),
        /// No audio is offered, or it is switched off.
        NO_AUDIO(488, 304),
        /// Audio is offered with another transport than plain RTP.
        UNSUPPORTED_TRANSPORT(488, 302),
        /// The offer is plain, and we send encrypted media only.
        SECURITY_REQUIRED(488, 302),
        /// RTP/SAVP without an `a=crypto` line we can use.
        NO_COMMON_CRYPTO(488, 306),
        /// No codec in common.
        NO_COMMON_CODEC(488, 305),
        /// The other side's address cannot be reached from ours: IPv4 against IPv6, or not of the
        /// Internet.
        INCOMPATIBLE_ADDRESS(488, 301),
        /// The other side wants media sent to a multicast group.
        MULTICAST(488, 330),
        /// The answer refuses the audio we offered.
        REJECTED_BY_PEER(488, 304),
        /// The answer does not fit the offer: RFC 3264, section 6.
        ANSWER_MISMATCH(488, 399);

        private final int sipStatus;
        private final int warnCode;

        Reason(int sipStatus, int warnCode) {
            this.sipStatus = sipStatus;
            this.warnCode = warnCode;
        }
    }

    public int sipStatus() {
        return reason.sipStatus;
    }

    public int warnCode() {
        return reason.warnCode;
    }

    /// The value of a Warning header, RFC 3261, section 20.43.
    ///
    /// @param agent who warns: host name or address of the sender
    public String warning(String agent) {
        String quoted = detail.replace("\\", "\\\\").replace("\"", "\\\"");
        return warnCode() + " " + agent + " \"" + quoted + "\"";
    }
}
