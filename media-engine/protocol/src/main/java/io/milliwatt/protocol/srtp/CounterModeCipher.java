package io.milliwatt.protocol.srtp;

import io.milliwatt.protocol.Bytes;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// AES in counter mode with HMAC-SHA1: RFC 3711, sections 4.1.1 and 4.2.1.
///
/// The counter blocks of a packet are written into one array and encrypted in a single call of an
/// ECB cipher: that is counter mode, and a counter-mode cipher of the JDK would have to be set up
/// anew, with objects, for each packet's IV.
final class CounterModeCipher implements SrtpCipher {
    private static final int BLOCK_OCTETS = 16;
    private static final int MAC_OCTETS = 20;

    private final Keys rtp;
    private final Keys rtcp;
    private final byte[] mki;
    private final int rtpTagOctets;
    private final int rtcpTagOctets;
    private final byte[] tag = new byte[MAC_OCTETS];
    private final byte[] word = new byte[4];
    private byte[] counters = new byte[2048];
    private byte[] keystream = new byte[2048];

    /// The session keys of RTP or of RTCP.
    private record Keys(Cipher cipher, byte[] salt, Mac mac) {}

    CounterModeCipher(SrtpSuite suite, SrtpSessionKeys rtp, SrtpSessionKeys rtcp, Bytes mki) {
        this.rtp = keys(rtp);
        this.rtcp = keys(rtcp);
        this.mki = mki.toArray();
        rtpTagOctets = suite.rtpTagOctets();
        rtcpTagOctets = suite.rtcpTagOctets();
    }

    private static Keys keys(SrtpSessionKeys session) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(session.encryption(), "AES"));
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(session.authentication(), "HmacSHA1"));
            return new Keys(cipher, session.salt(), mac);
        } catch (GeneralSecurityException e) {
            throw SrtpCipher.broken(e);
        }
    }

    @Override
    public int protectRtp(byte[] packet, int headerOctets, int octets, int ssrc, long index) {
        crypt(rtp, packet, headerOctets, octets, ssrc, index);
        authenticate(rtp, packet, octets, (int) (index >>> 16));
        System.arraycopy(mki, 0, packet, octets, mki.length);
        System.arraycopy(tag, 0, packet, octets + mki.length, rtpTagOctets);
        return octets + mki.length + rtpTagOctets;
    }

    @Override
    public int unprotectRtp(byte[] packet, int headerOctets, int octets, int ssrc, long index) {
        int end = octets - rtpTagOctets - mki.length;
        authenticate(rtp, packet, end, (int) (index >>> 16));
        if (!isGenuine(packet, end, rtpTagOctets)) {
            return FORGED;
        }
        crypt(rtp, packet, headerOctets, end, ssrc, index);
        return end;
    }

    @Override
    public int protectRtcp(byte[] packet, int octets, int ssrc, int index) {
        crypt(rtcp, packet, SrtpPackets.RTCP_HEADER_OCTETS, octets, ssrc, index);
        int indexed = octets + SrtpPackets.RTCP_INDEX_OCTETS;
        SrtpPackets.putInt32(packet, octets, index | SrtpReceiver.ENCRYPTED_BIT);
        authenticate(rtcp, packet, indexed);
        System.arraycopy(mki, 0, packet, indexed, mki.length);
        System.arraycopy(tag, 0, packet, indexed + mki.length, rtcpTagOctets);
        return indexed + mki.length + rtcpTagOctets;
    }

    @Override
    public int unprotectRtcp(byte[] packet, int octets, int ssrc, int indexWord) {
        int indexed = octets - rtcpTagOctets - mki.length;
        authenticate(rtcp, packet, indexed);
        if (!isGenuine(packet, indexed, rtcpTagOctets)) {
            return FORGED;
        }
        int end = indexed - SrtpPackets.RTCP_INDEX_OCTETS;
        if ((indexWord & SrtpReceiver.ENCRYPTED_BIT) != 0) {
            int index = indexWord & ~SrtpReceiver.ENCRYPTED_BIT;
            crypt(rtcp, packet, SrtpPackets.RTCP_HEADER_OCTETS, end, ssrc, index);
        }
        return end;
    }

    /// The tag covers the packet and then the roll-over counter, which is not sent.
    private void authenticate(Keys keys, byte[] packet, int octets, int rollOver) {
        SrtpPackets.putInt32(word, 0, rollOver);
        keys.mac.update(packet, 0, octets);
        keys.mac.update(word);
        finish(keys.mac);
    }

    private void authenticate(Keys keys, byte[] packet, int octets) {
        keys.mac.update(packet, 0, octets);
        finish(keys.mac);
    }

    private void finish(Mac mac) {
        try {
            mac.doFinal(tag, 0);
        } catch (GeneralSecurityException e) {
            throw SrtpCipher.broken(e);
        }
    }

    /// Compares MKI and tag in a time that does not tell where they differ.
    private boolean isGenuine(byte[] packet, int end, int tagOctets) {
        int difference = 0;
        for (int i = 0; i < mki.length; i++) {
            difference |= packet[end + i] ^ mki[i];
        }
        for (int i = 0; i < tagOctets; i++) {
            difference |= packet[end + mki.length + i] ^ tag[i];
        }
        return difference == 0;
    }

    /// `IV = (salt * 2^16) XOR (SSRC * 2^64) XOR (index * 2^16)`, then a counter of 16 bits.
    private void crypt(Keys keys, byte[] packet, int from, int to, int ssrc, long index) {
        int blocks = (to - from + BLOCK_OCTETS - 1) / BLOCK_OCTETS;
        int octets = blocks * BLOCK_OCTETS;
        if (counters.length < octets) {
            counters = new byte[octets];
            keystream = new byte[octets];
        }
        System.arraycopy(keys.salt, 0, counters, 0, keys.salt.length);
        for (int i = 0; i < 4; i++) {
            counters[4 + i] ^= (byte) (ssrc >>> (24 - 8 * i));
        }
        for (int i = 0; i < 6; i++) {
            counters[8 + i] ^= (byte) (index >>> (40 - 8 * i));
        }
        for (int block = 0; block < blocks; block++) {
            int start = block * BLOCK_OCTETS;
            if (block > 0) {
                System.arraycopy(counters, 0, counters, start, BLOCK_OCTETS - 2);
            }
            counters[start + 14] = (byte) (block >>> 8);
            counters[start + 15] = (byte) block;
        }
        try {
            keys.cipher.update(counters, 0, octets, keystream, 0);
        } catch (GeneralSecurityException e) {
            throw SrtpCipher.broken(e);
        }
        for (int i = 0; i < to - from; i++) {
            packet[from + i] ^= keystream[i];
        }
    }
}
