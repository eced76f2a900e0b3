package io.milliwatt.protocol.srtp;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// The keys packets are protected with, from a master key: RFC 3711, section 4.3.1, with a key
/// derivation rate of 0, so once for all packets.
///
/// ```
/// x = master salt (112 bits; 96 bits are filled up with zeroes at the end, RFC 7714, section 11)
/// x XOR (label << 48), then 16 bits of block counter: encrypted with the master key, block by block
/// ```
final class SrtpKeyDerivation {
    static final int RTP_ENCRYPTION = 0;
    static final int RTP_AUTHENTICATION = 1;
    static final int RTP_SALT = 2;
    static final int RTCP_ENCRYPTION = 3;
    static final int RTCP_AUTHENTICATION = 4;
    static final int RTCP_SALT = 5;

    private static final int BLOCK_OCTETS = 16;
    private static final int LABEL_INDEX = 7;

    private final SrtpMasterKey master;

    SrtpKeyDerivation(SrtpMasterKey master) {
        this.master = master;
    }

    byte[] derive(int label, int octets) {
        int blocks = (octets + BLOCK_OCTETS - 1) / BLOCK_OCTETS;
        byte[] counters = new byte[blocks * BLOCK_OCTETS];
        byte[] salt = master.salt().toArray();
        for (int block = 0; block < blocks; block++) {
            int start = block * BLOCK_OCTETS;
            System.arraycopy(salt, 0, counters, start, salt.length);
            counters[start + LABEL_INDEX] ^= (byte) label;
            counters[start + BLOCK_OCTETS - 1] = (byte) block;
        }
        try {
            Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(master.key().toArray(), "AES"));
            return Arrays.copyOf(aes.doFinal(counters), octets);
        } catch (GeneralSecurityException e) {
            throw SrtpCipher.broken(e);
        }
    }
}
