package io.milliwatt.bench.tap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.LinkType;
import io.milliwatt.inspector.packet.PacketDecoder;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RawDatagramTest {
    /// What tcpdump showed of such a datagram, its checksums found right.
    @Test
    void isTheIpPacketThatWouldCarryIt() {
        byte[] packet =
                RawDatagram.of(
                        endpoint("192.0.2.1", 5_060),
                        endpoint("192.0.2.2", 5_062),
                        new byte[] {'a', 'b', 'c'});
        assertArrayEquals(
                new byte[] {
                    0x45,
                    0,
                    0,
                    31,
                    0,
                    0,
                    0x40,
                    0,
                    64,
                    17,
                    (byte) 0xb6,
                    (byte) 0xca,
                    (byte) 192,
                    0,
                    2,
                    1,
                    (byte) 192,
                    0,
                    2,
                    2,
                    0x13,
                    (byte) 0xc4,
                    0x13,
                    (byte) 0xc6,
                    0,
                    11,
                    (byte) 0x8f,
                    (byte) 0xe7,
                    'a',
                    'b',
                    'c'
                },
                packet);
    }

    @Test
    void isReadBackWithItsAddressesAndPayload() {
        for (String host : List.of("192.0.2.7", "2001:db8::7")) {
            var seen = new ArrayList<String>();
            byte[] packet =
                    RawDatagram.of(endpoint(host, 40_000), endpoint(host, 18_001), new byte[172]);
            new PacketDecoder(
                            new PacketSink() {
                                @Override
                                public void onDatagram(Datagram datagram) {
                                    seen.add(datagram.source() + " " + datagram.length());
                                }

                                @Override
                                public void onTcp(TcpBytes bytes) {
                                    seen.add("tcp");
                                }
                            })
                    .onFrame(
                            new Frame()
                                    .seen(1, 1, 0, LinkType.RAW)
                                    .carrying(packet, 0, packet.length, packet.length));
            assertEquals(List.of(endpoint(host, 40_000) + " 172"), seen);
        }
    }

    @Test
    void payloadThatNoDatagramCarriesIsCut() {
        byte[] packet =
                RawDatagram.of(
                        endpoint("192.0.2.1", 1), endpoint("192.0.2.2", 2), new byte[100_000]);
        assertEquals(0xffff, packet.length);
    }

    private static Endpoint endpoint(String host, int port) {
        return new Endpoint(InetAddress.ofLiteral(host), port);
    }
}
