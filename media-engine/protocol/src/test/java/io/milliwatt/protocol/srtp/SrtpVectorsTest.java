package io.milliwatt.protocol.srtp;

import static io.milliwatt.protocol.Property.hex;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.protocol.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/// The published vectors: RFC 3711, appendix B; RFC 7714, sections 16 and 17; and those of
/// libsrtp's own test driver, which has whole packets from master key to tag.
class SrtpVectorsTest {
    private static final byte[] QUID_PRO_QUO = hex("51756964 2070726f 2071756f");
    private static final byte[] KEY_128 = hex("00010203 04050607 08090a0b 0c0d0e0f");
    private static final byte[] KEY_256 =
            hex("00010203 04050607 08090a0b 0c0d0e0f 10111213 14151617 18191a1b 1c1d1e1f");

    private static final byte[] GALLIA =
            hex(
                    """
                    8040f17b                                  # V=2, type 64, sequence f17b
                    8041f8d3 5501a0b2                         # timestamp, SSRC
                    47616c6c 69612065 7374206f 6d6e6973       # Gallia est omnis
                    20646976 69736120 696e2070 61727465 73207472 6573
                    """);
    private static final byte[] MARS =
            hex(
                    """
                    81c8000d 4d617273                         # sender report of SSRC "Mars"
                    4e545031 4e545032 52545020 0000042a 0000e930
                    4c756e61 deadbeef deadbeef deadbeef deadbeef deadbeef
                    """);

    /// libsrtp, test/srtp_driver.c: srtp_validate.
    private static final byte[] LIBSRTP_RTP =
            hex("800f1234 decafbad cafebabe abababab abababab abababab abababab");

    private static final byte[] LIBSRTP_RTCP =
            hex("81c8000b cafebabe abababab abababab abababab abababab");

    private static SrtpCipher gcm(byte[] key) {
        SrtpSessionKeys keys = new SrtpSessionKeys(key, new byte[0], QUID_PRO_QUO);
        return new GcmCipher(keys, keys, Bytes.EMPTY);
    }

    private static byte[] room(byte[] packet) {
        return Arrays.copyOf(packet, packet.length + SrtpPackets.MAX_OVERHEAD_OCTETS);
    }

    private static void holdsForRtp(byte[] key, String sealed) {
        byte[] expected = hex(sealed);
        byte[] packet = room(GALLIA);
        int octets = gcm(key).protectRtp(packet, 12, GALLIA.length, 0x5501a0b2, 0xf17b);
        assertArrayEquals(expected, Arrays.copyOf(packet, octets));
        assertEquals(GALLIA.length, gcm(key).unprotectRtp(packet, 12, octets, 0x5501a0b2, 0xf17b));
        assertArrayEquals(GALLIA, Arrays.copyOf(packet, GALLIA.length));
    }

    private static void holdsForRtcp(byte[] key, String sealed) {
        byte[] expected = hex(sealed);
        byte[] packet = room(MARS);
        int octets = gcm(key).protectRtcp(packet, MARS.length, 0x4d617273, 0x5d4);
        assertArrayEquals(expected, Arrays.copyOf(packet, octets));
        assertEquals(MARS.length, gcm(key).unprotectRtcp(packet, octets, 0x4d617273, 0x8000_05d4));
        assertArrayEquals(MARS, Arrays.copyOf(packet, MARS.length));
    }

    @Test
    void derivesTheKeysOfRfc3711AppendixB3() {
        SrtpMasterKey master =
                SrtpMasterKey.of(
                        SrtpSuite.AES_CM_128_HMAC_SHA1_80,
                        Bytes.of(hex("E1F97A0D3E018BE0D64FA32C06DE4139")),
                        Bytes.of(hex("0EC675AD498AFEEBB6960B3AABE6")));
        SrtpSessionKeys keys = SrtpSessionKeys.rtp(master);
        assertArrayEquals(hex("C61E7A93744F39EE10734AFE3FF7A087"), keys.encryption());
        assertArrayEquals(hex("30CBBC08863D8C85D49DB34A9AE1"), keys.salt());
        assertArrayEquals(hex("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"), keys.authentication());
    }

    @Test
    void makesTheKeystreamOfRfc3711AppendixB2() {
        SrtpSessionKeys keys =
                new SrtpSessionKeys(
                        hex("2B7E151628AED2A6ABF7158809CF4F3C"),
                        new byte[20],
                        hex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD"));
        SrtpCipher cipher =
                new CounterModeCipher(SrtpSuite.AES_CM_128_HMAC_SHA1_80, keys, keys, Bytes.EMPTY);
        byte[] zeroes = new byte[12 + 0xff02 * 16 + 10];
        cipher.protectRtp(zeroes, 12, 12 + 0xff02 * 16, 0, 0);
        assertArrayEquals(
                hex(
                        """
                        E03EAD0935C95E80E166B16DD92B4EB4   # counter 0
                        D23513162B02D0F72A43A2FE4A5F97AB   # 1
                        41E95B3BB0A2E8DD477901E4FCA894C0   # 2
                        """),
                Arrays.copyOfRange(zeroes, 12, 12 + 48));
        assertArrayEquals(
                hex(
                        """
                        EC8CDF7398607CB0F2D21675EA9EA1E4   # feff
                        362B7C3C6773516318A077D7FC5073AE   # ff00
                        6A2CC3787889374FBEB4C81B17BA6C44   # ff01
                        """),
                Arrays.copyOfRange(zeroes, 12 + 0xfeff * 16, 12 + 0xff02 * 16));
    }

    @Test
    void sealsRtpAsRfc7714Section16() {
        holdsForRtp(
                KEY_128,
                """
                8040f17b 8041f8d3 5501a0b2                # 16.1.1
                f24de3a3 fb34de6c acba861c 9d7e4bca be633bd5 0d294e6f 42a5f47a
                51c7d19b 36de3adf 8833
                899d7f27 beb16a91 52cf765e e4390cce       # tag
                """);
        holdsForRtp(
                KEY_256,
                """
                8040f17b 8041f8d3 5501a0b2                # 16.2.1
                32b1de78 a822fe12 ef9f78fa 332e33aa b1801238 9a58e2f3 b50b2a02
                76ffae0f 1ba63799 b87b
                7aa3db36 dfffd6b0 f9bb7878 d7a76c13       # tag
                """);
    }

    @Test
    void sealsRtcpAsRfc7714Section17() {
        holdsForRtcp(
                KEY_128,
                """
                81c8000d 4d617273                         # 17.1
                63e94885 dcdab67c a727d766 2f6b7e99 7ff5c0f7 6c06f32d c676a5f1
                730d6fda 4ce09b46 86303ded 0bb9275b
                c84aa458 96cf4d2f c5abf872 45d9eade       # tag
                800005d4                                  # E and index
                """);
        holdsForRtcp(
                KEY_256,
                """
                81c8000d 4d617273                         # 17.2
                d50ae4d1 f5ce5d30 4ba297e4 7d470c28 2c3ece5d bffe0a50 a2eaa5c1
                110555be 8415f658 c61de047 6f1b6fad
                1d1eb30c 4446839f 57ff6f6c b26ac3be       # tag
                800005d4                                  # E and index
                """);
    }

    @Test
    void takesRtcpThatIsAuthenticatedOnlyAsRfc7714Section17_3() {
        byte[] tagged =
                hex(
                        HexFormat.of().formatHex(MARS)
                                + """
                                841dd968 3dd78ec9 2ae58790 125f62b3   # tag
                                000005d4                              # no E
                                """);
        int octets = gcm(KEY_128).unprotectRtcp(room(tagged), tagged.length, 0x4d617273, 0x5d4);
        assertEquals(MARS.length, octets);
    }

    private static void agreesWithLibsrtp(SrtpMasterKey key, String rtp, String rtcp) {
        byte[] expected = hex(rtp);
        ByteBuffer packet = ByteBuffer.allocateDirect(100).put(LIBSRTP_RTP).flip();
        assertEquals(SrtpResult.OK, new SrtpSender(key).protect(packet));
        assertArrayEquals(expected, octets(packet));
        SrtpReceiver receiver = new SrtpReceiver(key);
        assertEquals(SrtpResult.OK, receiver.unprotect(packet));
        assertArrayEquals(LIBSRTP_RTP, octets(packet));

        // libsrtp begins at index 1
        byte[] control = room(LIBSRTP_RTCP);
        int length = SrtpCipher.of(key).protectRtcp(control, LIBSRTP_RTCP.length, 0xcafebabe, 1);
        assertArrayEquals(hex(rtcp), Arrays.copyOf(control, length));
        ByteBuffer report = ByteBuffer.wrap(hex(rtcp));
        assertEquals(SrtpResult.OK, receiver.unprotectRtcp(report));
        assertArrayEquals(LIBSRTP_RTCP, octets(report));
    }

    private static byte[] octets(ByteBuffer packet) {
        byte[] octets = new byte[packet.remaining()];
        packet.get(packet.position(), octets);
        return octets;
    }

    @Test
    void agreesWithLibsrtpOnCounterMode() {
        agreesWithLibsrtp(
                SrtpMasterKey.of(
                        SrtpSuite.AES_CM_128_HMAC_SHA1_80,
                        Bytes.of(
                                hex(
                                        "e1f97a0d3e018be0d64fa32c06de4139"
                                                + "0ec675ad498afeebb6960b3aabe6"))),
                """
                800f1234 decafbad cafebabe
                4e55dc4c e79978d8 8ca4d215 949d2402
                b78d6acc 99ea179b 8dbb                    # tag, 80 bits
                """,
                """
                81c8000b cafebabe
                7128035b e487b9bd bef89041 f977a5a8
                80000001                                  # E and index
                993e08cd 54d6c123 0798                    # tag, 80 bits
                """);
    }

    @Test
    void agreesWithLibsrtpOnGcm() {
        agreesWithLibsrtp(
                SrtpMasterKey.of(
                        SrtpSuite.AEAD_AES_128_GCM,
                        Bytes.of(
                                hex(
                                        "000102030405060708090a0b0c0d0e0f"
                                                + "a0a1a2a3a4a5a6a7a8a9aaab"))),
                """
                800f1234 decafbad cafebabe
                c5002ede 04cfdd2e b91159e0 880aa06e
                d2976826 f796b201 df3131a1 27e8a392       # tag
                """,
                """
                81c8000b cafebabe
                c98b8b5d f0392a55 852b6c21 ac8e7025
                c52c6fbe a2b3b446 ea31123b a88ce61e       # tag
                80000001                                  # E and index
                """);
    }
}
