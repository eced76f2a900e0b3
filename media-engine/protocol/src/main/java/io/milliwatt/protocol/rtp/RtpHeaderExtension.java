package io.milliwatt.protocol.rtp;

import io.milliwatt.protocol.Bytes;

/// The header extension of RFC 3550, section 5.3.1: 16 bits defined by the profile and a whole
/// number of 32-bit words. The elements inside (RFC 8285) are kept as they came.
public record RtpHeaderExtension(int profile, Bytes data) {
    /// What RFC 8285 calls the one-byte header form.
    public static final int ONE_BYTE_PROFILE = 0xbede;

    public RtpHeaderExtension {
        if (profile < 0 || profile > 0xffff) {
            throw new IllegalArgumentException("extension profile must fit 16 bits: " + profile);
        }
        if (data.size() % 4 != 0 || data.size() / 4 > 0xffff) {
            throw new IllegalArgumentException(
                    "extension data must be up to 65535 words of 4 bytes, is "
                            + data.size()
                            + " bytes");
        }
    }

    /// Octets on the wire, the 4 octets of its own header included.
    public int size() {
        return 4 + data.size();
    }
}
