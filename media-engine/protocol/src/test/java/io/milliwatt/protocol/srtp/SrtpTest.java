package io.milliwatt.protocol.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.Property;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SrtpTest {
    private static SrtpMasterKey key(SrtpSuite suite) {
        byte[] octets = new byte[suite.keyOctets() + suite.saltOctets()];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (7 * i + 1);
        }
        return SrtpMasterKey.of(suite, Bytes.of(octets));
    }

    private static ByteBuffer rtp(int ssrc, long index) {
        return ByteBuffer.allocate(300)
                .put((byte) 0x80)
                .put((byte) 8)
                .putShort((short) index)
                .putInt((int) (160 * index))
                .putInt(ssrc)
                .put(new byte[160])
                .flip();
    }

    private static ByteBuffer rtcp(int ssrc) {
        return ByteBuffer.allocate(300).putInt(0x80c90001).putInt(ssrc).flip();
    }

    private static byte[] octets(ByteBuffer packet) {
        byte[] octets = new byte[packet.remaining()];
        packet.get(packet.position(), octets);
        return octets;
    }

    private static ByteBuffer protectedRtp(SrtpSender sender, int ssrc, long index) {
        ByteBuffer packet = rtp(ssrc, index);
        assertEquals(SrtpResult.OK, sender.protect(packet));
        return packet;
    }

    @Test
    void whatIsProtectedIsReadAgainWithEverySuiteAndHeader() {
        Property.holds(
                400,
                draw -> {
                    SrtpSuite suite = draw.oneOf(List.of(SrtpSuite.values()));
                    Bytes mki = Bytes.of(draw.bytes(draw.oneOf(List.of(0, 0, 1, 4, 128))));
                    SrtpMasterKey plain = key(suite);
                    SrtpMasterKey key =
                            new SrtpMasterKey(suite, plain.key(), plain.salt(), 1L << 48, mki);
                    SrtpSender sender = new SrtpSender(key);
                    byte[] original = draw.bytes(12 + draw.below(1400));
                    original[0] = (byte) (0x80 | draw.below(2) << 4);
                    if (original.length >= 16) {
                        original[14] = 0; // the extension, if there is one, is empty
                        original[15] = 0;
                    } else {
                        original[0] = (byte) 0x80;
                    }
                    boolean control = draw.chance(30);
                    ByteBuffer packet =
                            draw.chance(50)
                                    ? ByteBuffer.allocate(1700)
                                    : ByteBuffer.allocateDirect(1700);
                    packet.position(5).put(original).flip().position(5);
                    assertEquals(
                            SrtpResult.OK,
                            control ? sender.protectRtcp(packet) : sender.protect(packet));
                    int overhead =
                            control ? sender.rtcpOverheadOctets() : sender.rtpOverheadOctets();
                    assertEquals(original.length + overhead, packet.remaining());
                    byte[] wire = octets(packet);
                    SrtpReceiver receiver = new SrtpReceiver(key);
                    byte[] forged = draw.mutated(wire);
                    if (!Arrays.equals(forged, wire)) {
                        ByteBuffer bad = ByteBuffer.wrap(forged.clone());
                        assertNotEquals(
                                SrtpResult.OK,
                                control ? receiver.unprotectRtcp(bad) : receiver.unprotect(bad));
                        assertArrayEquals(forged, bad.array(), "a refused packet stays");
                        assertEquals(0, receiver.sources());
                    }
                    assertEquals(
                            SrtpResult.OK,
                            control ? receiver.unprotectRtcp(packet) : receiver.unprotect(packet));
                    assertArrayEquals(original, octets(packet));
                });
    }

    @Test
    void theRollOverCounterFollowsTheSequenceNumberOverReorderingAndLoss() {
        SrtpMasterKey key = key(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        SrtpSender sender = new SrtpSender(key);
        SrtpReceiver receiver = new SrtpReceiver(key);
        long[] order = {65_530, 65_534, 65_537, 65_533, 65_540, 65_535, 98_000, 130_000, 131_071};
        for (long index : order) {
            assertEquals(
                    SrtpResult.OK, receiver.unprotect(protectedRtp(sender, 1, index)), "" + index);
        }
        assertEquals(SrtpResult.OK, receiver.unprotect(protectedRtp(sender, 1, 131_073)));
        assertEquals(SrtpResult.OK, receiver.unprotect(protectedRtp(sender, 1, 131_072)));
    }

    @Test
    void aPacketIsTakenOnceAndNotWhenItIsOlderThanTheWindow() {
        SrtpMasterKey key = key(SrtpSuite.AEAD_AES_128_GCM);
        SrtpSender sender = new SrtpSender(key);
        SrtpReceiver receiver = new SrtpReceiver(key);
        ByteBuffer first = protectedRtp(sender, 1, 100);
        ByteBuffer late = protectedRtp(sender, 1, 101);
        ByteBuffer tooLate = protectedRtp(sender, 1, 102);
        byte[] wire = octets(first);
        assertEquals(SrtpResult.OK, receiver.unprotect(first));
        assertEquals(SrtpResult.REPLAYED, receiver.unprotect(ByteBuffer.wrap(wire)));
        assertEquals(SrtpResult.OK, receiver.unprotect(protectedRtp(sender, 1, 101 + 63)));
        assertEquals(SrtpResult.OK, receiver.unprotect(late));
        assertEquals(SrtpResult.OK, receiver.unprotect(protectedRtp(sender, 1, 102 + 64)));
        assertEquals(SrtpResult.REPLAYED, receiver.unprotect(tooLate));
    }

    @Test
    void rtcpIsTakenOnce() {
        SrtpMasterKey key = key(SrtpSuite.AES_CM_128_HMAC_SHA1_32);
        SrtpSender sender = new SrtpSender(key);
        SrtpReceiver receiver = new SrtpReceiver(key);
        for (int i = 0; i < 3; i++) {
            ByteBuffer report = rtcp(9);
            assertEquals(SrtpResult.OK, sender.protectRtcp(report));
            byte[] wire = octets(report);
            assertEquals(SrtpResult.OK, receiver.unprotectRtcp(report));
            assertEquals(SrtpResult.REPLAYED, receiver.unprotectRtcp(ByteBuffer.wrap(wire)));
        }
    }

    @Test
    void aKeystreamIsNeverUsedTwice() {
        SrtpSender sender = new SrtpSender(key(SrtpSuite.AES_CM_128_HMAC_SHA1_80));
        protectedRtp(sender, 1, 7);
        ByteBuffer again = rtp(1, 7);
        byte[] before = octets(again);
        assertEquals(SrtpResult.REPLAYED, sender.protect(again));
        assertArrayEquals(before, octets(again));
        assertEquals(SrtpResult.OK, sender.protect(rtp(2, 7)), "another source, another keystream");
    }

    @Test
    void aKeyEndsWithItsLifetime() {
        SrtpMasterKey plain = key(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        SrtpSender sender =
                new SrtpSender(
                        new SrtpMasterKey(
                                plain.suite(), plain.key(), plain.salt(), 2, Bytes.EMPTY));
        protectedRtp(sender, 1, 1);
        protectedRtp(sender, 2, 1);
        assertEquals(SrtpResult.KEY_EXPIRED, sender.protect(rtp(1, 2)));
        assertEquals(SrtpResult.OK, sender.protectRtcp(rtcp(1)));
        assertEquals(SrtpResult.OK, sender.protectRtcp(rtcp(1)));
        assertEquals(SrtpResult.KEY_EXPIRED, sender.protectRtcp(rtcp(1)));
    }

    @Test
    void sourcesAreBoundedOnBothSides() {
        SrtpMasterKey key = key(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        SrtpSender sender = new SrtpSender(key);
        SrtpReceiver receiver = new SrtpReceiver(key);
        for (int ssrc = 0; ssrc < SrtpReceiver.MAX_SOURCES; ssrc++) {
            assertEquals(SrtpResult.OK, receiver.unprotect(protectedRtp(sender, ssrc, 1)));
        }
        assertEquals(SrtpResult.TOO_MANY_SOURCES, sender.protect(rtp(1000, 1)));
        assertEquals(
                SrtpResult.TOO_MANY_SOURCES,
                receiver.unprotect(protectedRtp(new SrtpSender(key), 1000, 1)));
        assertEquals(SrtpReceiver.MAX_SOURCES, receiver.sources());
    }

    @Test
    void whatIsNoPacketIsMalformedAndWhatHasNoRoomStays() {
        SrtpMasterKey key = key(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        SrtpSender sender = new SrtpSender(key);
        SrtpReceiver receiver = new SrtpReceiver(key);
        Property.holds(
                5000,
                draw -> {
                    byte[] junk = draw.bytes(draw.below(60));
                    if (junk.length > 0 && draw.chance(70)) {
                        junk[0] = (byte) (0x80 | (junk[0] & 0x3f));
                    }
                    SrtpResult result =
                            draw.chance(50)
                                    ? receiver.unprotect(ByteBuffer.wrap(junk.clone()))
                                    : receiver.unprotectRtcp(ByteBuffer.wrap(junk.clone()));
                    assertTrue(
                            result == SrtpResult.MALFORMED || result == SrtpResult.AUTH_FAILED,
                            result + " for " + Bytes.of(junk));
                });
        assertEquals(SrtpResult.MALFORMED, sender.protect(ByteBuffer.allocate(11)));
        assertEquals(SrtpResult.MALFORMED, sender.protectRtcp(ByteBuffer.allocate(7)));
        ByteBuffer full = ByteBuffer.wrap(octets(rtp(1, 1)));
        assertEquals(SrtpResult.NO_ROOM, sender.protect(full));
        assertEquals(172, full.remaining());
        assertEquals(SrtpResult.OK, sender.protect(rtp(1, 1)), "its index was not used up");
    }

    @Test
    void anotherMasterKeyIdentifierIsNotOurs() {
        SrtpMasterKey plain = key(SrtpSuite.AEAD_AES_256_GCM);
        SrtpMasterKey one =
                new SrtpMasterKey(plain.suite(), plain.key(), plain.salt(), 9, Bytes.of((byte) 1));
        SrtpMasterKey two =
                new SrtpMasterKey(plain.suite(), plain.key(), plain.salt(), 9, Bytes.of((byte) 2));
        assertEquals(
                SrtpResult.AUTH_FAILED,
                new SrtpReceiver(two).unprotect(protectedRtp(new SrtpSender(one), 1, 1)));
    }

    @Test
    void aMasterKeyHasTheSizesOfItsSuiteAndATextWithoutItsOctets() {
        SrtpMasterKey key = key(SrtpSuite.AEAD_AES_256_GCM);
        assertEquals("AEAD_AES_256_GCM key", key.toString());
        assertFalse(new SrtpParameters(key, key).toString().contains("01080f"));
        assertThrows(
                IllegalArgumentException.class,
                () -> SrtpMasterKey.of(SrtpSuite.AEAD_AES_128_GCM, key.key(), key.salt()));
    }
}
