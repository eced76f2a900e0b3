package io.milliwatt.bench.call;

import io.milliwatt.protocol.sdp.Security;

/// Whether the media of a test call is encrypted (SRTP, keys in SDP).
public enum MediaSecurity {
    OFF,
    /// When the far end can.
    OPTIONAL,
    /// Or there is no call.
    REQUIRED;

    Security toNegotiation() {
        return switch (this) {
            case OFF -> Security.OFF;
            case OPTIONAL -> Security.OPTIONAL;
            case REQUIRED -> Security.REQUIRED;
        };
    }
}
