package io.milliwatt.inspector.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.Frames;
import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import io.milliwatt.protocol.rtcp.Goodbye;
import io.milliwatt.protocol.rtcp.NtpTimestamp;
import io.milliwatt.protocol.rtcp.ReceiverReport;
import io.milliwatt.protocol.rtcp.ReportBlock;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.rtcp.SenderReport;
import io.milliwatt.protocol.rtcp.SourceDescription;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamReportTest {
    private static final Endpoint RECEIVER =
            new Endpoint(Datagram.address(0, Datagram.IPV4_MAPPED | 0x0a00_0002), 5000);

    /// The numbers are worked out by hand after RFC 3550, section 6.4.1: D = 0, 5, -10, 5 ms.
    @Test
    void timesPacketsAsTheRfcSays() {
        TimingReport timing =
                new Streams()
                        .packet(0, 1, 0)
                        .packet(20, 2, 160)
                        .packet(45, 3, 320)
                        .packet(55, 4, 480)
                        .packet(80, 5, 640)
                        .only()
                        .timing();
        double second = 5 / 16.0;
        double third = second + (10 - second) / 16;
        double fourth = third + (5 - third) / 16;
        assertEquals(new Range(10, 20, 25), rounded(timing.deltaMillis()));
        assertEquals(0, timing.jitterMillis().min());
        assertEquals((second + third + fourth) / 4, timing.jitterMillis().mean(), 1e-9);
        assertEquals(fourth, timing.jitterMillis().max(), 1e-9);
        assertEquals(5, timing.maxSkewMillis() * -1, 1e-9, "the third came 5 ms late");
        assertEquals(3, timing.maxDelta().frame());
        assertEquals(80, timing.span().durationMillis(), 1e-9);
    }

    private static Range rounded(Range range) {
        return new Range(
                Math.rint(range.min() * 1e6) / 1e6,
                Math.rint(range.mean() * 1e6) / 1e6,
                Math.rint(range.max() * 1e6) / 1e6);
    }

    @Test
    void findsHowTheClocksDrift() {
        Streams streams = new Streams();
        for (int i = 0; i < 3000; i++) {
            streams.packet(20 * i * (1 - 100e-6), i, 160L * i); // the sender is 100 ppm fast
        }
        TimingReport.ClockReport clock = streams.only().timing().clock();
        assertEquals(100, clock.driftPpm(), 0.1);
        assertEquals(8000.8, clock.frequencyHz(), 0.001);
        assertEquals(6, clock.driftMillis(), 0.01);
    }

    @Test
    void aSenderThatStartsItsClockAnewIsNoJitterAndNoSkew() {
        Streams streams = new Streams();
        for (int i = 0; i < 20; i++) {
            streams.packet(20 * i, i, 160L * i + (i < 10 ? 0 : 4_000_000));
        }
        TimingReport timing = streams.only().timing();
        assertEquals(0, timing.jitterMillis().max(), 1e-6);
        assertEquals(0, timing.maxSkewMillis(), 1e-6);
    }

    @Test
    void readsDigitsAndLeavesTheJitterAloneMeanwhile() {
        Streams streams = new Streams();
        streams.hints.expect(RECEIVER, 101, new MediaFormat("telephone-event", 8000, 1));
        int sequence = 0;
        for (int i = 0; i < 10; i++) {
            streams.packet(20 * i, sequence++, 160L * i);
        }
        for (int i = 0; i < 10; i++) {
            int end = i > 7 ? 0x80 : 0;
            int duration = 160 * Math.min(8, i + 1);
            byte[] event = {5, (byte) (end | 10), (byte) (duration >> 8), (byte) duration};
            int type = i == 0 ? 101 | 0x80 : 101;
            streams.datagram(
                    200 + 20 * i, 4000, 5000, Frames.rtp(type, sequence++, 1600, 7, event));
        }
        for (int i = 20; i < 30; i++) {
            streams.packet(20 * i, sequence++, 160L * i);
        }
        StreamReport report = streams.only();
        assertEquals(
                List.of(new DtmfDigit('5', Streams.LONG_AGO + 200_000_000L, 11, 160, true)),
                report.events().digits());
        assertEquals(0, report.timing().jitterMillis().max(), 1e-6);
        assertEquals("PCMU", report.mainPayload().codec());
        assertEquals(2, report.events().payloadChanges());
        assertEquals(0, report.events().timestampErrors());
        assertEquals(0, report.events().clockUnknown());
    }

    @Test
    void countsComfortNoiseAndMarkersThatAreMissing() {
        Streams streams = new Streams();
        streams.packet(0, 0x80, 1, 0).packet(20, 2, 160).packet(40, 3, 320);
        streams.packet(60, 13, 4, 480); // silence begins
        streams.packet(260, 5, 2080); // speech without a marker
        streams.packet(280, 6, 2240);
        streams.packet(480, 0x80, 7, 3840); // with one
        streams.packet(680, 8, 5440); // without one, and without comfort noise before
        EventReport events = streams.only().events();
        assertEquals(1, events.comfortNoise());
        assertEquals(2, events.markers());
        assertEquals(2, events.markerErrors());
        assertEquals(0, events.timestampErrors());
    }

    @Test
    void countsTimestampsThatGoBackOrStandStill() {
        EventReport events =
                new Streams()
                        .packet(0, 1, 1600)
                        .packet(20, 2, 1760)
                        .packet(40, 3, 1760)
                        .packet(60, 4, 1680)
                        .packet(80, 5, 100)
                        .only()
                        .events();
        assertEquals(3, events.timestampErrors());
    }

    @Test
    void comparesWhatTheFarEndSaysWithWhatWasSeen() {
        Streams streams = new Streams();
        for (int i = 0; i < 10; i++) {
            streams.packet(20 * i, i, 160L * i);
        }
        NtpTimestamp sent = NtpTimestamp.ofEpochNanos(Streams.LONG_AGO);
        streams.datagram(
                200,
                4001,
                5001,
                octets(
                        new SenderReport(7, sent, 0, 10, 1600, List.of(), Bytes.EMPTY),
                        SourceDescription.cname(7, "a")));
        long delay = Math.round(0.050 * 65536);
        ReportBlock block = new ReportBlock(7, 64, 3, 9, 80, sent.middle(), delay);
        Streams back = streams;
        Datagram answer = new Datagram();
        byte[] report =
                octets(
                        new ReceiverReport(9, List.of(block), Bytes.EMPTY),
                        SourceDescription.cname(9, "b"));
        back.table.onDatagram(
                answer.seen(Streams.LONG_AGO + 280_000_000L, 99, 0)
                        .from(0, Datagram.IPV4_MAPPED | 0x0a00_0002, 5001)
                        .to(0, Datagram.IPV4_MAPPED | 0x0a00_0001, 4001)
                        .carrying(report, 0, report.length, report.length));
        RtcpReport rtcp = streams.only().rtcp();
        assertEquals(StreamTable.Kind.RTCP, streams.table.lastKind());
        assertEquals(1, rtcp.senderReports());
        assertEquals(10, rtcp.sentPackets());
        assertEquals(1600, rtcp.sentOctets());
        assertEquals(new RtcpReport.FarEnd(1, 0.25, 0.25, 3, 9, 10, 10), rtcp.farEnd());
        assertEquals(30, rtcp.roundTrip().lastMillis(), 0.02, "280 - 200 - 50 ms");
        streams.datagram(
                300,
                4001,
                5001,
                octets(
                        new SenderReport(7, sent, 0, 10, 1600, List.of(), Bytes.EMPTY),
                        SourceDescription.cname(7, "a"),
                        Goodbye.of(7, "")));
        assertTrue(streams.only().rtcp().bye());
    }

    private static byte[] octets(RtcpPacket... packets) {
        CompoundRtcp compound = new CompoundRtcp(List.of(packets));
        ByteBuffer out = ByteBuffer.allocate(compound.size());
        compound.writeTo(out);
        return out.array();
    }

    @Test
    void tellsRtcpThatIsEncryptedAsUnreadable() {
        Streams streams = new Streams();
        byte[] bytes = new byte[46];
        bytes[0] = (byte) 0x80;
        bytes[1] = (byte) 200;
        bytes[3] = 6;
        Arrays.fill(bytes, 28, 46, (byte) 0x5a);
        streams.datagram(0, 4001, 5001, bytes);
        assertEquals(1, streams.table.rtcpPackets());
        assertEquals(1, streams.table.rtcpUnreadable());
    }
}
