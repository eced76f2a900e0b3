package io.milliwatt.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import io.milliwatt.protocol.rtp.RtpPacket;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpReceiver;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.protocol.srtp.SrtpSender;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.nio.ByteBuffer;

/// Fuzz targets for packets: nothing throws, and what was read can be written and read again. Each
/// target replays its corpus in every build; `-Dfuzz=10m` searches further.
class PacketFuzzTest {
    private static SrtpMasterKey key(SrtpSuite suite) {
        return SrtpMasterKey.of(suite, Bytes.of(new byte[suite.keyOctets() + suite.saltOctets()]));
    }

    @FuzzTest
    void readsRtp(byte[] bytes) {
        boolean well = new RtpView().wrap(Property.embedded(bytes)) == null;
        ParseResult<RtpPacket> result = RtpPacket.parse(Property.embedded(bytes));
        result.toOptional()
                .ifPresent(packet -> {
                    ByteBuffer out = ByteBuffer.allocate(packet.size());
                    packet.writeTo(out);
                    assertEquals(packet, RtpPacket.parse(out.flip()).orThrow());
                });
        assertEquals(well, result.toOptional().isPresent(), "view and value agree");
    }

    @FuzzTest
    void readsRtcp(byte[] bytes) {
        for (CompoundRtcp.Form form : CompoundRtcp.Form.values()) {
            CompoundRtcp.parse(Property.embedded(bytes), form)
                    .toOptional()
                    .ifPresent(compound -> assertTrue(!compound.packets().isEmpty()));
        }
    }

    /// What was not protected with the key never passes, and stays; what we protect passes.
    @FuzzTest
    void removesProtection(byte[] bytes) {
        for (SrtpSuite suite : SrtpSuite.values()) {
            ByteBuffer packet = ByteBuffer.wrap(bytes.clone());
            SrtpReceiver receiver = new SrtpReceiver(key(suite));
            assertNotEquals(SrtpResult.OK, receiver.unprotect(packet));
            assertNotEquals(SrtpResult.OK, receiver.unprotectRtcp(packet));
            assertArrayEquals(bytes, packet.array());
            ByteBuffer ours = ByteBuffer.allocate(bytes.length + 64).put(bytes).flip();
            if (new SrtpSender(key(suite)).protect(ours) == SrtpResult.OK) {
                assertEquals(SrtpResult.OK, receiver.unprotect(ours));
                assertEquals(ByteBuffer.wrap(bytes), ours);
            }
        }
    }
}
