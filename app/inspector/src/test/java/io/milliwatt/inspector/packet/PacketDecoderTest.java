package io.milliwatt.inspector.packet;

import static io.milliwatt.inspector.packet.Frames.UDP;
import static io.milliwatt.inspector.packet.Frames.ethernet;
import static io.milliwatt.inspector.packet.Frames.fragment4;
import static io.milliwatt.inspector.packet.Frames.ipv4;
import static io.milliwatt.inspector.packet.Frames.ipv6;
import static io.milliwatt.inspector.packet.Frames.udp;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacketDecoderTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] IPV4 = ipv4(1, 2, UDP, udp(4000, 5000, HELLO));
    private static final byte[] IPV6 = ipv6(1, 2, UDP, udp(4000, 5000, HELLO));
    private static final String OVER_IPV4 = "10.0.0.1:4000 > 10.0.0.2:5000 5/5";
    private static final String OVER_IPV6 =
            "[2001:db8:0:0:0:0:0:1]:4000 > [2001:db8:0:0:0:0:0:2]:5000 5/5";

    private static List<String> taken(int linkType, byte[] frame) {
        return new Frames.Taken().frame(linkType, frame).datagrams;
    }

    private static byte[] behind(String header, byte[] packet) {
        byte[] head = Hex.bytes(header);
        return ByteBuffer.allocate(head.length + packet.length).put(head).put(packet).array();
    }

    @Test
    void findsIpBehindEthernetAndItsTags() {
        assertEquals(List.of(OVER_IPV4), taken(LinkType.ETHERNET, ethernet(IPV4, 0x0800)));
        assertEquals(List.of(OVER_IPV6), taken(LinkType.ETHERNET, ethernet(IPV6, 0x86dd)));
        assertEquals(List.of(OVER_IPV4), taken(LinkType.ETHERNET, ethernet(IPV4, 0x8100, 0x0800)));
        assertEquals(
                List.of(OVER_IPV4),
                taken(LinkType.ETHERNET, ethernet(IPV4, 0x88a8, 0x8100, 0x0800)));
        assertEquals(
                List.of(OVER_IPV6),
                taken(LinkType.ETHERNET, ethernet(IPV6, 0x9100, 0x8100, 0x86dd)));
        assertEquals(List.of(), taken(LinkType.ETHERNET, ethernet(IPV4, 0x0806)), "ARP");
    }

    @Test
    void findsIpBehindPppoe() {
        byte[] session =
                behind(
                        """
                        11 00 0001   # version and type 1, session data, session 1
                        0023         # length
                        0021         # IPv4
                        """,
                        IPV4);
        assertEquals(List.of(OVER_IPV4), taken(LinkType.ETHERNET, ethernet(session, 0x8864)));
    }

    @Test
    void findsIpBehindLinuxCookedHeaders() {
        String v1 =
                """
                0000 0001 0006     # to us, Ethernet, 6 octets of address
                020000000001 0000  # address
                0800               # protocol
                """;
        String v2 =
                """
                86dd 0000 00000002    # protocol, reserved, interface 2
                0001 04 06            # Ethernet, from us, 6 octets of address
                020000000001 0000     # address
                """;
        assertEquals(List.of(OVER_IPV4), taken(LinkType.LINUX_SLL, behind(v1, IPV4)));
        assertEquals(List.of(OVER_IPV6), taken(LinkType.LINUX_SLL2, behind(v2, IPV6)));
    }

    @Test
    void findsIpBehindLoopbackAndNothing() {
        assertEquals(List.of(OVER_IPV4), taken(LinkType.NULL, behind("02000000", IPV4)));
        assertEquals(List.of(OVER_IPV6), taken(LinkType.NULL, behind("0000001e", IPV6)));
        assertEquals(List.of(OVER_IPV6), taken(LinkType.LOOP, behind("00000018", IPV6)));
        for (int raw : new int[] {LinkType.RAW, LinkType.RAW_BSD, LinkType.RAW_OPENBSD}) {
            assertEquals(List.of(OVER_IPV4), taken(raw, IPV4));
            assertEquals(List.of(OVER_IPV6), taken(raw, IPV6));
        }
        assertEquals(List.of(OVER_IPV4), taken(LinkType.IPV4, IPV4));
        assertEquals(List.of(OVER_IPV6), taken(LinkType.IPV6, IPV6));
    }

    @Test
    void goesThroughExtensionHeadersOfIpv6() {
        byte[] extensions =
                behind(
                        """
                        2b 00 0104 00000000    # hop by hop, 8 octets; then routing
                        33 00 0000 00000000    # routing, 8 octets; then authentication
                        3c 04 0000 00000001    # authentication, 24 octets; then destination
                        00000001 00000000 00000000 00000000
                        11 00 0104 00000000    # destination, 8 octets; then UDP
                        """,
                        udp(4000, 5000, HELLO));
        assertEquals(List.of(OVER_IPV6), taken(LinkType.RAW, ipv6(1, 2, 0, extensions)));
    }

    @Test
    void putsFragmentsTogetherInAnyOrder() {
        byte[] payload = new byte[3000];
        new Random(1).nextBytes(payload);
        byte[] whole = udp(4000, 5000, payload);
        for (int seed = 0; seed < 20; seed++) {
            List<byte[]> pieces = new ArrayList<>();
            for (int at = 0; at < whole.length; at += 800) {
                boolean more = at + 800 < whole.length;
                byte[] piece = Arrays.copyOfRange(whole, at, Math.min(at + 800, whole.length));
                pieces.add(fragment4(1, 2, UDP, (more ? 0x2000 : 0) | at / 8, piece));
                pieces.add(pieces.getLast()); // sent twice
            }
            Collections.shuffle(pieces, new Random(seed));
            Frames.Taken taken = new Frames.Taken();
            pieces.forEach(piece -> taken.frame(LinkType.RAW, piece));
            assertEquals("10.0.0.1:4000 > 10.0.0.2:5000 3000/3000", taken.datagrams.getFirst());
            assertArrayEquals(payload, taken.payloads.getFirst());
        }
    }

    @Test
    void putsFragmentsOfIpv6Together() {
        byte[] whole = udp(4000, 5000, new byte[100]);
        byte[] first =
                behind("11 00 0001 00000007", Arrays.copyOf(whole, 64)); // offset 0, more follow
        byte[] rest =
                behind("11 00 0040 00000007", Arrays.copyOfRange(whole, 64, whole.length)); // 8 x 8
        Frames.Taken taken = new Frames.Taken();
        taken.frame(LinkType.RAW, ipv6(1, 2, 44, rest)).frame(LinkType.RAW, ipv6(1, 2, 44, first));
        assertEquals(
                List.of("[2001:db8:0:0:0:0:0:1]:4000 > [2001:db8:0:0:0:0:0:2]:5000 100/100"),
                taken.datagrams);
    }

    @Test
    void octetsThatCameFirstStayWhereFragmentsOverlap() {
        byte[] whole = udp(4000, 5000, "abcdefghijklmnop".getBytes(StandardCharsets.US_ASCII));
        byte[] forged = whole.clone();
        Arrays.fill(forged, 8, 24, (byte) '!');
        Frames.Taken taken = new Frames.Taken();
        taken.frame(LinkType.RAW, fragment4(1, 2, UDP, 0x2000, Arrays.copyOf(whole, 16)));
        taken.frame(LinkType.RAW, fragment4(1, 2, UDP, 1, Arrays.copyOfRange(forged, 8, 24)));
        assertArrayEquals(
                "abcdefgh!!!!!!!!".getBytes(StandardCharsets.US_ASCII), taken.payloads.getFirst());
    }

    @Test
    void tellsFragmentsThatStayAlone() {
        Frames.Taken taken = new Frames.Taken();
        taken.frame(LinkType.RAW, fragment4(1, 2, UDP, 0x2000, new byte[80]));
        taken.frame(LinkType.RAW, IPV4, IPV4.length, 31_000_000_000L);
        taken.frame(LinkType.RAW, fragment4(1, 3, UDP, 0x2000, new byte[80]), 100, 31_000_000_000L);
        assertEquals(1, taken.problems.size(), "the first is given up after 30 s");
        assertTrue(taken.problems.getFirst().startsWith("1: fragments of a packet"));
        taken.decoder.finish();
        assertEquals(2, taken.problems.size());
    }

    @Test
    void givesWhatTheCaptureLeftOfAPacket() {
        byte[] cut = Arrays.copyOf(IPV4, IPV4.length - 3);
        Frames.Taken taken = new Frames.Taken().frame(LinkType.RAW, cut, IPV4.length, 0);
        assertEquals(List.of("10.0.0.1:4000 > 10.0.0.2:5000 2/5"), taken.datagrams);
        assertEquals(List.of(), taken.problems);
    }

    @Test
    void leavesOutWhatPadsAShortFrame() {
        byte[] padded = Arrays.copyOf(ethernet(IPV4, 0x0800), 60);
        assertEquals(List.of(OVER_IPV4), taken(LinkType.ETHERNET, padded));
    }

    @Test
    void tellsLengthsThatLie() {
        byte[] ip = IPV4.clone();
        ip[3] = (byte) 200; // total length
        byte[] datagram = IPV4.clone();
        datagram[25] = 100; // length of UDP
        byte[] header = IPV4.clone();
        header[0] = 0x44; // 16 octets of header
        byte[] small = IPV4.clone();
        small[25] = 7;
        Frames.Taken taken = new Frames.Taken();
        for (byte[] frame : new byte[][] {ip, datagram, header, small}) {
            taken.frame(LinkType.RAW, frame);
        }
        assertEquals(List.of(OVER_IPV4, OVER_IPV4), taken.datagrams, "as far as it is there");
        assertEquals(
                List.of(
                        "1: IPv4 says 200 bytes, frame had 33",
                        "2: UDP says 100 bytes, packet had 13",
                        "3: IPv4 says header 16 and length 33 bytes",
                        "4: UDP says it has 7 bytes, its header alone has 8"),
                taken.problems);
    }

    @Test
    void neverReadsBehindWhatIsThere() {
        List<byte[]> frames =
                List.of(
                        ethernet(IPV4, 0x88a8, 0x8100, 0x0800),
                        ethernet(ipv6(1, 2, 0, new byte[40]), 0x86dd),
                        ethernet(ipv4(1, 2, 6, Frames.tcp(1, 5060, 7, 2, HELLO)), 0x0800));
        for (byte[] frame : frames) {
            for (int length = 0; length <= frame.length; length++) {
                for (int type : new int[] {0, 1, 12, 101, 108, 113, 228, 276, 999}) {
                    new Frames.Taken().frame(type, Arrays.copyOf(frame, length), frame.length, 0);
                }
            }
        }
        assertTrue(frames.size() > 2); // nothing was thrown
    }
}
