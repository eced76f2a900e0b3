package io.milliwatt.protocol.rtcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult.Malformed;
import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.rtcp.XrBlock.ReceiverReferenceTime;
import io.milliwatt.protocol.rtcp.XrBlock.ReferenceTimeAnswers;
import io.milliwatt.protocol.rtcp.XrBlock.UnknownXrBlock;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// RFC 3611.
class ExtendedReportTest {
    static final byte[] ALL_BLOCKS =
            Property.hex(
                    """
                    80 cf 00 18   # XR, 25 words
                    00 00 00 01   #   who reports
                    04 00 00 02   #   RRT, 3 words
                    e9 3c 42 00 80 00 00 00
                    05 00 00 06   #   DLRR, 7 words
                    00 00 00 02 42 00 80 00 00 01 00 00   #     to source 2: LRR, 1 s
                    00 00 00 03 00 00 00 00 00 00 00 00   #     to source 3: nothing came
                    07 00 00 08   #   VoIP metrics, 9 words
                    00 00 00 02   #     source heard
                    0d 05 80 02   #     loss 5 %, discarded 2 %, burst density 50 %, gap density 1 %
                    00 78 17 70   #     bursts 120 ms, gaps 6000 ms
                    00 3c 00 50   #     round trip 60 ms, end system 80 ms
                    ee bc 7f 10   #     signal -18 dBm0, noise -68 dBm0, RERL unknown, Gmin 16
                    52 7f 29 26   #     R 82, external R unknown, MOS-LQ 4.1, MOS-CQ 3.8
                    70 00 00 28   #     RX config, jitter buffer nominal 40 ms
                    00 50 00 c8   #     maximum 80 ms, absolute maximum 200 ms
                    01 05 00 03   #   loss RLE, thinning 5: not read
                    00 00 00 02 00 01 00 11 40 10 00 00   #     1 to 16 of source 2 came
                    """);

    private static final ExtendedReport REPORT =
            new ExtendedReport(
                    1,
                    List.of(
                            new ReceiverReferenceTime(new NtpTimestamp(0xe93c420080000000L)),
                            new ReferenceTimeAnswers(
                                    List.of(
                                            new ReferenceTimeAnswers.Answer(2, 0x42008000L, 65536),
                                            new ReferenceTimeAnswers.Answer(3, 0, 0))),
                            new VoipMetrics(
                                    2,
                                    new VoipMetrics.Loss(13, 5, 128, 2, 120, 6000, 16),
                                    new VoipMetrics.Delay(60, 80),
                                    new VoipMetrics.Signal(-18, -68, VoipMetrics.UNAVAILABLE),
                                    new VoipMetrics.Quality(82, VoipMetrics.UNAVAILABLE, 41, 38),
                                    new VoipMetrics.Buffer(0x70, 40, 80, 200)),
                            new UnknownXrBlock(
                                    1, 5, Bytes.of(Property.hex("00000002 00010011 40100000")))));

    private static Malformed<?> refused(String hex) {
        return assertInstanceOf(
                Malformed.class, RtcpPacket.parse(Property.embedded(Property.hex(hex))));
    }

    @Test
    void readsAndWritesEveryBlock() {
        assertEquals(REPORT, RtcpPacket.parse(Property.embedded(ALL_BLOCKS)).orThrow());
        ByteBuffer out = ByteBuffer.allocate(REPORT.size());
        REPORT.writeTo(out);
        assertArrayEquals(ALL_BLOCKS, out.array());
        assertEquals(
                0xe93c420080000000L,
                REPORT.all(ReceiverReferenceTime.class).findFirst().orElseThrow().ntp().bits());
    }

    @Test
    void aReportWithoutBlocksIsOne() {
        assertEquals(
                new ExtendedReport(7, List.of()),
                RtcpPacket.parse(Property.embedded(Property.hex("80 cf 00 01 00000007")))
                        .orThrow());
    }

    @Test
    void reservedFieldsAreIgnored() {
        assertEquals(
                new ExtendedReport(7, List.of(new ReceiverReferenceTime(new NtpTimestamp(1)))),
                RtcpPacket.parse(
                                Property.embedded(
                                        Property.hex(
                                                "9f cf 00 04 00000007 04 ff 00 02 00000000"
                                                        + " 00000001")))
                        .orThrow());
    }

    @Test
    void refusesBlocksThatContradictTheirLength() {
        for (String bad :
                List.of(
                        "80 cf 00 00", // no SSRC
                        "80 cf 00 02 00000007 01 00 00 01", // longer than the packet
                        "80 cf 00 02 00000007 04 00 00 00", // RRT of nothing
                        "80 cf 00 03 00000007 05 00 00 01 00000001", // a third of an answer
                        "80 cf 00 03 00000007 07 00 00 01 00000001")) {
            assertEquals(MalformedReason.BAD_LENGTH, refused(bad).reason(), bad);
        }
        Malformed<?> second = refused("80 cf 00 03 00000007 01 00 00 00 01 00 00 01");
        assertEquals(12, second.offset());
        assertEquals("XR block says 4 bytes, packet has 0 left", second.detail());
    }

    @Test
    void aKnownBlockCannotBeMadeAsAnUnknownOne() {
        assertThrows(IllegalArgumentException.class, () -> new UnknownXrBlock(7, 0, Bytes.EMPTY));
        assertThrows(
                IllegalArgumentException.class, () -> new VoipMetrics.Loss(256, 0, 0, 0, 0, 0, 16));
        assertThrows(IllegalArgumentException.class, () -> new VoipMetrics.Signal(-129, 0, 127));
    }
}
