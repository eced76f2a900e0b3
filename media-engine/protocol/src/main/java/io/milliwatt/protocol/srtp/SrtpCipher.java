package io.milliwatt.protocol.srtp;

import java.security.GeneralSecurityException;

/// Encrypts and authenticates packets that lie in an array, with the keys derived from one master
/// key. It knows no roll-over counter and no replay: the index is given. One thread owns it; the
/// array has room for [SrtpPackets#MAX_OVERHEAD_OCTETS] more.
///
/// Lengths are octets from the start of the array; the lengths returned are those of the result.
sealed interface SrtpCipher permits CounterModeCipher, GcmCipher {
    /// What the methods that remove protection return for a packet that is not genuine.
    int FORGED = -1;

    static SrtpCipher of(SrtpMasterKey master) {
        SrtpSessionKeys rtp = SrtpSessionKeys.rtp(master);
        SrtpSessionKeys rtcp = SrtpSessionKeys.rtcp(master);
        return master.suite().isAead()
                ? new GcmCipher(rtp, rtcp, master.mki())
                : new CounterModeCipher(master.suite(), rtp, rtcp, master.mki());
    }

    /// @param headerOctets fixed header, CSRCs and extension: authenticated, not encrypted
    /// @param index roll-over counter and sequence number, 48 bits
    int protectRtp(byte[] packet, int headerOctets, int octets, int ssrc, long index);

    /// @param octets at least `headerOctets` and the overhead
    int unprotectRtp(byte[] packet, int headerOctets, int octets, int ssrc, long index);

    /// @param index the SRTCP index, 31 bits; written with the E bit
    int protectRtcp(byte[] packet, int octets, int ssrc, int index);

    /// @param octets at least the RTCP header of 8 octets and the overhead
    /// @param word the E bit and the SRTCP index, as read from the packet
    int unprotectRtcp(byte[] packet, int octets, int ssrc, int word);

    /// Every JDK has AES and HMAC-SHA1 (the specification of `javax.crypto.Cipher` and `Mac`).
    static IllegalStateException broken(GeneralSecurityException cause) {
        return new IllegalStateException("the cryptography of this JDK is broken", cause);
    }
}
