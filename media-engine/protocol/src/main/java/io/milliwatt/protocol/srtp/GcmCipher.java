package io.milliwatt.protocol.srtp;

import io.milliwatt.protocol.Bytes;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// AES-GCM: RFC 7714, sections 8 and 9. The JDK wants its cipher set up for each IV, so each packet
/// costs some short-lived objects.
final class GcmCipher implements SrtpCipher {
    private static final int TAG_OCTETS = 16;
    private static final int IV_OCTETS = 12;
    private static final byte[] NOTHING = {};

    private final Keys rtp;
    private final Keys rtcp;
    private final byte[] mki;
    private final byte[] iv = new byte[IV_OCTETS];
    private final byte[] word = new byte[4];
    private byte[] result = new byte[2048];

    /// The session keys of RTP or of RTCP.
    private record Keys(Cipher cipher, SecretKeySpec key, byte[] salt) {}

    GcmCipher(SrtpSessionKeys rtp, SrtpSessionKeys rtcp, Bytes mki) {
        this.rtp = keys(rtp);
        this.rtcp = keys(rtcp);
        this.mki = mki.toArray();
    }

    private static Keys keys(SrtpSessionKeys session) {
        try {
            return new Keys(
                    Cipher.getInstance("AES/GCM/NoPadding"),
                    new SecretKeySpec(session.encryption(), "AES"),
                    session.salt());
        } catch (GeneralSecurityException e) {
            throw SrtpCipher.broken(e);
        }
    }

    @Override
    public int protectRtp(byte[] packet, int headerOctets, int octets, int ssrc, long index) {
        setIv(rtp, ssrc, index);
        int end = seal(rtp, packet, headerOctets, octets, NOTHING);
        System.arraycopy(mki, 0, packet, end, mki.length);
        return end + mki.length;
    }

    @Override
    public int unprotectRtp(byte[] packet, int headerOctets, int octets, int ssrc, long index) {
        int end = octets - mki.length;
        if (!isOurMki(packet, end)) {
            return FORGED;
        }
        setIv(rtp, ssrc, index);
        return open(rtp, packet, headerOctets, end, NOTHING) ? end - TAG_OCTETS : FORGED;
    }

    @Override
    public int protectRtcp(byte[] packet, int octets, int ssrc, int index) {
        int indexWord = index | SrtpReceiver.ENCRYPTED_BIT;
        setIv(rtcp, ssrc, index);
        int end = seal(rtcp, packet, SrtpPackets.RTCP_HEADER_OCTETS, octets, indexWord(indexWord));
        SrtpPackets.putInt32(packet, end, indexWord);
        int indexed = end + SrtpPackets.RTCP_INDEX_OCTETS;
        System.arraycopy(mki, 0, packet, indexed, mki.length);
        return indexed + mki.length;
    }

    /// Without the E bit everything is associated data, and what is sealed is empty (RFC 7714,
    /// section 9.3).
    @Override
    public int unprotectRtcp(byte[] packet, int octets, int ssrc, int indexWord) {
        int indexed = octets - mki.length;
        if (!isOurMki(packet, indexed)) {
            return FORGED;
        }
        int end = indexed - SrtpPackets.RTCP_INDEX_OCTETS;
        boolean encrypted = (indexWord & SrtpReceiver.ENCRYPTED_BIT) != 0;
        int from = encrypted ? SrtpPackets.RTCP_HEADER_OCTETS : end - TAG_OCTETS;
        setIv(rtcp, ssrc, indexWord & ~SrtpReceiver.ENCRYPTED_BIT);
        return open(rtcp, packet, from, end, indexWord(indexWord)) ? end - TAG_OCTETS : FORGED;
    }

    private byte[] indexWord(int value) {
        SrtpPackets.putInt32(word, 0, value);
        return word;
    }

    /// Encrypts `from`..`to`; what is before it and `more` is authenticated only.
    ///
    /// @return the end, after the tag
    private int seal(Keys keys, byte[] packet, int from, int to, byte[] more) {
        try {
            return from + crypt(Cipher.ENCRYPT_MODE, keys, packet, from, to, more);
        } catch (GeneralSecurityException e) {
            throw SrtpCipher.broken(e);
        }
    }

    /// @param to after the tag
    private boolean open(Keys keys, byte[] packet, int from, int to, byte[] more) {
        try {
            crypt(Cipher.DECRYPT_MODE, keys, packet, from, to, more);
            return true;
        } catch (AEADBadTagException _) {
            return false;
        } catch (GeneralSecurityException e) {
            throw SrtpCipher.broken(e);
        }
    }

    private int crypt(int mode, Keys keys, byte[] packet, int from, int to, byte[] more)
            throws GeneralSecurityException {
        int needed = to - from + TAG_OCTETS;
        if (result.length < needed) {
            result = new byte[needed];
        }
        keys.cipher.init(mode, keys.key, new GCMParameterSpec(8 * TAG_OCTETS, iv));
        keys.cipher.updateAAD(packet, 0, from);
        keys.cipher.updateAAD(more);
        int octets = keys.cipher.doFinal(packet, from, to - from, result, 0);
        System.arraycopy(result, 0, packet, from, octets);
        return octets;
    }

    /// `0 (16 bits) | SSRC (32) | index (48)`, XOR the salt.
    private void setIv(Keys keys, int ssrc, long index) {
        System.arraycopy(keys.salt, 0, iv, 0, IV_OCTETS);
        for (int i = 0; i < 4; i++) {
            iv[2 + i] ^= (byte) (ssrc >>> (24 - 8 * i));
        }
        for (int i = 0; i < 6; i++) {
            iv[6 + i] ^= (byte) (index >>> (40 - 8 * i));
        }
    }

    private boolean isOurMki(byte[] packet, int offset) {
        return Arrays.equals(packet, offset, offset + mki.length, mki, 0, mki.length);
    }
}
