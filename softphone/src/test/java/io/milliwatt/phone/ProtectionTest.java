package io.milliwatt.phone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpParameters;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What becomes of the contexts of SRTP when keys are negotiated again.
class ProtectionTest {
    private final OutgoingProtection outgoing = new OutgoingProtection();
    private final IncomingProtection incoming = new IncomingProtection();

    /// Equal for the same seeds, and never the same object.
    private static Optional<SrtpParameters> keys(int send, int receive) {
        return Optional.of(new SrtpParameters(key(send), key(receive)));
    }

    private static SrtpMasterKey key(int seed) {
        var suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;
        var octets = new byte[suite.keyOctets() + suite.saltOctets()];
        new Random(seed).nextBytes(octets);
        return SrtpMasterKey.of(suite, Bytes.of(octets));
    }

    private static ByteBuffer rtp(int sequence) {
        return ByteBuffer.allocate(300)
                .put(new byte[] {(byte) 0x80, 8, 0, (byte) sequence})
                .putInt(160 * sequence)
                .putInt(0x1234)
                .put(new byte[160])
                .flip();
    }

    private ByteBuffer sealed(int sequence, int key) {
        ByteBuffer packet = rtp(sequence);
        assertTrue(new OutgoingProtection().seal(packet, keys(key, 0)));
        return packet;
    }

    @Test
    void keyThatStaysNeverSealsAPacketTwice() {
        assertTrue(outgoing.seal(rtp(1), keys(1, 2)));
        assertFalse(outgoing.seal(rtp(1), keys(1, 3)), "its keystream would be used twice");
        assertTrue(outgoing.seal(rtp(2), keys(1, 3)));
        assertTrue(outgoing.seal(rtp(1), keys(4, 3)), "another key is a new context");
    }

    @Test
    void keyThatStaysOpensNoPacketTwice() {
        assertEquals(SrtpResult.OK, incoming.open(sealed(1, 2), keys(1, 2)));
        assertEquals(SrtpResult.REPLAYED, incoming.open(sealed(1, 2), keys(3, 2)));
        assertEquals(SrtpResult.AUTH_FAILED, incoming.open(sealed(2, 9), keys(3, 2)));
        assertEquals(SrtpResult.OK, incoming.open(sealed(2, 9), keys(3, 9)));
    }

    @Test
    void leavesPlainPacketsAsTheyAreWhenNoKeysWereAgreedOn() {
        ByteBuffer packet = rtp(1);
        assertTrue(outgoing.seal(packet, Optional.empty()));
        assertTrue(outgoing.sealRtcp(packet, Optional.empty()));
        assertEquals(SrtpResult.OK, incoming.open(packet, Optional.empty()));
        assertEquals(SrtpResult.OK, incoming.openRtcp(packet, Optional.empty()));
        assertEquals(rtp(1), packet);
    }
}
