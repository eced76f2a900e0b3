package io.milliwatt.protocol.srtp;

import java.util.Optional;

/// How packets are encrypted and authenticated: the crypto suites of RFC 4568, section 6.2, and RFC
/// 7714, section 14.2, under their names in SDP.
///
/// The HMAC suites count the session keys of RFC 3711, section 4.3; the tag of SRTCP is 80 bits in
/// both (RFC 4568, section 6.2.2).
public enum SrtpSuite {
    AES_CM_128_HMAC_SHA1_80(16, 14, 10, 10),
    AES_CM_128_HMAC_SHA1_32(16, 14, 4, 10),
    AEAD_AES_128_GCM(16, 12, 16, 16),
    AEAD_AES_256_GCM(32, 12, 16, 16);

    private final int keyOctets;
    private final int saltOctets;
    private final int rtpTagOctets;
    private final int rtcpTagOctets;

    SrtpSuite(int keyOctets, int saltOctets, int rtpTagOctets, int rtcpTagOctets) {
        this.keyOctets = keyOctets;
        this.saltOctets = saltOctets;
        this.rtpTagOctets = rtpTagOctets;
        this.rtcpTagOctets = rtcpTagOctets;
    }

    /// By its name in `a=crypto`, exactly as registered.
    public static Optional<SrtpSuite> byName(String name) {
        for (SrtpSuite suite : values()) {
            if (suite.name().equals(name)) {
                return Optional.of(suite);
            }
        }
        return Optional.empty();
    }

    /// Octets of the master key, and of the key packets are encrypted with.
    public int keyOctets() {
        return keyOctets;
    }

    /// Octets of the master salt.
    public int saltOctets() {
        return saltOctets;
    }

    /// Octets of the authentication tag of an RTP packet.
    public int rtpTagOctets() {
        return rtpTagOctets;
    }

    /// Octets of the authentication tag of an RTCP packet.
    public int rtcpTagOctets() {
        return rtcpTagOctets;
    }

    /// Whether one cipher encrypts and authenticates (AES-GCM).
    public boolean isAead() {
        return this == AEAD_AES_128_GCM || this == AEAD_AES_256_GCM;
    }
}
