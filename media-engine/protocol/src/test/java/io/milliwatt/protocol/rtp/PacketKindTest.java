package io.milliwatt.protocol.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.protocol.Property;
import org.junit.jupiter.api.Test;

class PacketKindTest {
    private static PacketKind of(int first, int second) {
        return PacketKind.of(Property.embedded(new byte[] {(byte) first, (byte) second, 0}));
    }

    @Test
    void rtcpIsToldFromRtpByItsPacketType() {
        assertEquals(PacketKind.RTCP, of(0x80, 200));
        assertEquals(PacketKind.RTCP, of(0x81, 207));
        assertEquals(PacketKind.RTP, of(0x80, 0));
        assertEquals(PacketKind.RTP, of(0x80, 0x80 | 8));
        assertEquals(PacketKind.RTP, of(0x80, 0x80 | 101));
    }

    @Test
    void stunAndDtlsAreToldByTheFirstOctet() {
        assertEquals(PacketKind.STUN, of(0, 1));
        assertEquals(PacketKind.DTLS, of(22, 254));
        assertEquals(PacketKind.UNKNOWN, of(64, 0));
        assertEquals(PacketKind.UNKNOWN, of(255, 0));
    }

    @Test
    void aSingleOctetIsNothing() {
        assertEquals(PacketKind.UNKNOWN, PacketKind.of(Property.embedded(new byte[] {-128})));
    }
}
