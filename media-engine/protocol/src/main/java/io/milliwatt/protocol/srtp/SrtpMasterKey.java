package io.milliwatt.protocol.srtp;

import io.milliwatt.protocol.Bytes;

/// What one side encrypts with: master key and salt, RFC 3711, section 3.2.1. Each side has its
/// own. Its text names no key: it may be logged.
///
/// @param key octets as the suite says
/// @param salt octets as the suite says
/// @param lifetimePackets packets, SRTP and SRTCP each, that may be protected with it; at most 2^48
///   (RFC 3711, section 9.2)
/// @param mki the master key identifier that each packet carries; empty = none
public record SrtpMasterKey(
        SrtpSuite suite, Bytes key, Bytes salt, long lifetimePackets, Bytes mki) {

    /// RFC 3711, section 9.2, for SRTP.
    public static final long MAX_LIFETIME_PACKETS = 1L << 48;

    /// Octets of the longest master key identifier (RFC 4568, section 6.1).
    public static final int MAX_MKI_OCTETS = 128;

    public SrtpMasterKey {
        if (key.size() != suite.keyOctets() || salt.size() != suite.saltOctets()) {
            throw new IllegalArgumentException(
                    suite
                            + " needs "
                            + suite.keyOctets()
                            + " + "
                            + suite.saltOctets()
                            + " octets of key and salt, has "
                            + key.size()
                            + " + "
                            + salt.size());
        }
        if (lifetimePackets < 1
                || lifetimePackets > MAX_LIFETIME_PACKETS
                || mki.size() > MAX_MKI_OCTETS) {
            throw new IllegalArgumentException(
                    "key out of range: lifetime "
                            + lifetimePackets
                            + " packets, MKI "
                            + mki.size()
                            + " octets");
        }
    }

    /// A key without identifier that lives as long as SRTP allows.
    public static SrtpMasterKey of(SrtpSuite suite, Bytes key, Bytes salt) {
        return new SrtpMasterKey(suite, key, salt, MAX_LIFETIME_PACKETS, Bytes.EMPTY);
    }

    /// A key from `keyOctets + saltOctets` octets, key first, as SDES and DTLS-SRTP give them.
    public static SrtpMasterKey of(SrtpSuite suite, Bytes keyAndSalt) {
        return of(
                suite,
                keyAndSalt.slice(0, suite.keyOctets()),
                keyAndSalt.slice(suite.keyOctets(), suite.saltOctets()));
    }

    @Override
    public String toString() {
        return suite + " key" + (mki.size() == 0 ? "" : " with MKI of " + mki.size() + " octets");
    }
}
