package io.milliwatt.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallState;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.EndpointNames;
import io.milliwatt.inspector.call.Ladder;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Frames;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.protocol.sdp.SessionDescription;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Captures of days on which something else than the call went wrong. Between 10.0.0.1, the caller,
/// and 10.0.0.2.
class BadDaysTest {
    private static final long CALLER = Datagram.IPV4_MAPPED | 0x0a00_0001;
    private static final long CALLEE = Datagram.IPV4_MAPPED | 0x0a00_0002;
    private static final long OTHER = Datagram.IPV4_MAPPED | 0x0a00_0003;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int PORT = 40_000;

    private final Inspector inspector = new Inspector(NatMap.NONE);
    private final Datagram datagram = new Datagram();
    private long frame;

    private void give(long millis, int tap, long from, long to, int port, byte[] payload) {
        give(millis, tap, from, port, to, port, payload);
    }

    private void give(
            long millis, int tap, long from, int fromPort, long to, int toPort, byte[] payload) {
        inspector.onDatagram(
                datagram.seen(1_700_000_000_000_000_000L + millis * 1_000_000, ++frame, tap)
                        .from(0, from, fromPort)
                        .to(0, to, toPort)
                        .carrying(payload, 0, payload.length, payload.length));
    }

    /// @param media `m=` lines and their attributes
    private static String sdp(String address, String media) {
        return "v=0\r\no=- 1 1 IN IP4 A\r\ns=-\r\nc=IN IP4 A\r\nt=0 0\r\n".replace("A", address)
                + media;
    }

    private static String audio(int port) {
        return "m=audio " + port + " RTP/AVP 0\r\n";
    }

    private static byte[] message(
            String start, String callId, String tag, String cseq, String sdp) {
        boolean isFirst = start.startsWith("INVITE");
        String text =
                start
                        + "\r\nVia: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bK"
                        + tag
                        + cseq.replace(" ", "")
                        + "\r\nFrom: <sip:a@10.0.0.1>;tag="
                        + tag
                        + "\r\nTo: <sip:b@10.0.0.2>"
                        + (isFirst ? "" : ";tag=b" + tag)
                        + "\r\nCall-ID: "
                        + callId
                        + "\r\nCSeq: "
                        + cseq
                        + "\r\nMax-Forwards: 70\r\nContact: <sip:x@10.0.0.2>\r\n"
                        + (sdp.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                        + "Content-Length: "
                        + sdp.length()
                        + "\r\n\r\n"
                        + sdp;
        return text.getBytes(UTF_8);
    }

    private static byte[] invite(String callId, String tag, String media) {
        String sdp = sdp("10.0.0.1", media);
        return message("INVITE sip:b@10.0.0.2 SIP/2.0", callId, tag, "1 INVITE", sdp);
    }

    private static byte[] accepted(String callId, String tag, String media) {
        return message("SIP/2.0 200 OK", callId, tag, "1 INVITE", sdp("10.0.0.2", media));
    }

    private static byte[] request(String method, int cseq, String callId, String tag) {
        String start = method + " sip:b@10.0.0.2 SIP/2.0";
        return message(start, callId, tag, cseq + " " + method, "");
    }

    /// A call from 0 to 5 s with RTP of PCMU both ways, as taps see it whose clocks may jump.
    ///
    /// @param jumpMillis what the clock is put forward by at 2.5 s
    /// @param works whether the second tap sees the packets of a millisecond
    private Call call(long jumpMillis, IntPredicate works) {
        both(0, 0, true, 5060, invite("c1", "a", audio(PORT)), works);
        both(100, 0, false, 5060, accepted("c1", "a", audio(PORT)), works);
        both(110, 0, true, 5060, request("ACK", 1, "c1", "a"), works);
        for (int i = 0; i < 240; i++) {
            int millis = 150 + 20 * i;
            long jump = millis < 2_500 ? 0 : jumpMillis;
            both(millis, jump, true, PORT, Frames.rtp(0, i, 160L * i, 7), works);
            both(millis + 3, jump, false, PORT, Frames.rtp(0, i, 160L * i, 8), works);
        }
        both(5_000, jumpMillis, true, 5060, request("BYE", 2, "c1", "a"), works);
        both(
                5_010,
                jumpMillis,
                false,
                5060,
                message("SIP/2.0 200 OK", "c1", "a", "2 BYE", ""),
                works);
        Inspection inspection = inspector.end();
        assertEquals(1, inspection.calls().size(), inspection.calls().toString());
        assertEquals(List.of(), inspection.streams(), "all streams are of the call");
        return inspection.calls().getFirst();
    }

    private void both(
            int millis, long jump, boolean forth, int port, byte[] payload, IntPredicate works) {
        long from = forth ? CALLER : CALLEE;
        long to = forth ? CALLEE : CALLER;
        give(millis + jump, 0, from, to, port, payload);
        if (works.test(millis)) {
            give(millis + jump, 1, from, to, port, payload);
        }
    }

    private static void assertGood(StreamReport report, long packets) {
        assertEquals(packets, report.sequence().packets(), report.toString());
        assertEquals(0, report.sequence().lost(), report.toString());
        assertEquals(0, report.sequence().outOfOrder(), report.toString());
        assertTrue(report.timing().span().durationMillis() >= 0, report.toString());
        for (double each :
                List.of(
                        report.timing().jitterMillis().max(),
                        report.timing().deltaMillis().max(),
                        report.timing().maxSkewMillis(),
                        report.timing().clock().driftPpm(),
                        report.traffic().ipBitsPerSecond())) {
            assertTrue(Double.isFinite(each), report.toString());
        }
    }

    @Test
    void aClockThatJumpsLosesNoPacketAndNoCall() {
        for (long jump : new long[] {HOUR_MILLIS, -HOUR_MILLIS}) {
            var day = new BadDaysTest();
            Call call = day.call(jump, _ -> false);
            assertEquals(CallState.COMPLETED, call.state());
            assertEquals(2, call.streams().size());
            call.streams().forEach(stream -> assertGood(stream.report(), 240));
            call.streams().forEach(stream -> assertFalse(stream.noReverseStream()));
            assertTrue(call.times().durationMillis().orElse(0) >= 0, call.times().toString());
            double before = 0;
            for (var row : Ladder.of(call, EndpointNames.NONE).rows()) {
                assertTrue(row.sinceStartMillis() >= before, row.toString());
                before = row.sinceStartMillis();
            }
        }
    }

    @Test
    void aTapThatStopsTakesNothingFromTheOther() {
        Call call = call(0, millis -> millis < 2_500);
        assertEquals(CallState.COMPLETED, call.state());
        assertEquals(List.of(), call.problems());
        assertEquals(8, call.messages().size(), "five, and three of them seen twice");
        assertEquals(4, call.streams().size());
        for (CallStream stream : call.streams()) {
            boolean stopped = stream.report().key().tap() == 1;
            assertGood(stream.report(), stopped ? 118 : 240);
            assertEquals(stopped, stream.sameAs() >= 0, stream.toString());
            assertFalse(stream.noReverseStream(), stream.toString());
        }
    }

    @Test
    void callsOfTwoCallersWithTheSameCallIdAreTwo() {
        for (int i = 0; i < 2; i++) {
            give(i, 0, CALLER, CALLEE, 5060, invite("same", "a" + i, audio(PORT + 2 * i)));
        }
        for (int i = 0; i < 2; i++) {
            give(10 + i, 0, CALLEE, CALLER, 5060, accepted("same", "a" + i, audio(PORT + 2 * i)));
            give(20 + i, 0, CALLER, CALLEE, 5060, request("ACK", 1, "same", "a" + i));
        }
        give(50, 0, CALLER, CALLEE, 5060, request("BYE", 2, "same", "a0"));
        for (int i = 0; i < 100; i++) {
            give(30 + 20L * i, 0, CALLER, CALLEE, PORT + 2, Frames.rtp(0, i, 160L * i, 7));
        }
        Inspection inspection = inspector.end();
        assertEquals(
                List.of(CallState.COMPLETED, CallState.IN_CALL),
                inspection.calls().stream().map(Call::state).toList());
        assertEquals(
                List.of(3 + 1, 3),
                inspection.calls().stream().map(call -> call.messages().size()).toList());
        assertEquals(
                List.of(0, 1),
                inspection.calls().stream().map(call -> call.streams().size()).toList());
    }

    @Test
    void sendersThatTookTheSameSsrcAreToldApart() {
        for (int i = 0; i < 100; i++) {
            give(20L * i, 0, CALLER, PORT, CALLEE, PORT, Frames.rtp(0, i, 160L * i, 7));
            give(20L * i, 0, OTHER, PORT, CALLEE, PORT, Frames.rtp(0, 30_000 + i, 160L * i, 7));
        }
        Inspection inspection = inspector.end();
        assertEquals(2, inspection.streams().size());
        for (CallStream stream : inspection.streams()) {
            assertGood(stream.report(), 100);
            assertEquals(-1, stream.sameAs(), "other packets");
        }
    }

    @Test
    void aSenderThatChangesItsSsrcSendsTwoStreamsOfOneCall() {
        give(0, 0, CALLER, CALLEE, 5060, invite("c1", "a", audio(PORT)));
        give(10, 0, CALLEE, CALLER, 5060, accepted("c1", "a", audio(PORT)));
        for (int i = 0; i < 200; i++) {
            int ssrc = i < 100 ? 7 : 9;
            give(
                    20 + 20L * i,
                    0,
                    CALLER,
                    CALLEE,
                    PORT,
                    Frames.rtp(0, 10 * ssrc + i, 160L * i, ssrc));
        }
        Inspection inspection = inspector.end();
        List<CallStream> streams = inspection.calls().getFirst().streams();
        assertEquals(2, streams.size());
        streams.forEach(stream -> assertGood(stream.report(), 100));
        assertEquals(List.of(-1, -1), streams.stream().map(CallStream::sameAs).toList());
    }

    @Test
    void ofHundredMediaThoseWithinTheLimitHaveTheirStreamsAndTheRestIsSaid() {
        String media =
                IntStream.range(0, 100)
                        .mapToObj(i -> audio(PORT + 2 * i))
                        .collect(Collectors.joining());
        give(0, 0, CALLER, CALLEE, 5060, invite("c1", "a", media));
        give(10, 0, CALLEE, CALLER, 5060, accepted("c1", "a", media));
        for (int i = 0; i < 50; i++) {
            for (int each : new int[] {0, 50, 99}) {
                byte[] rtp = Frames.rtp(0, i, 160L * i, each);
                give(20 + 20L * i, 0, CALLER, 3_000, CALLEE, PORT + 2 * each, rtp);
            }
        }
        Inspection inspection = inspector.end();
        Call call = inspection.calls().getFirst();
        int most = SessionDescription.MAX_MEDIA;
        assertTrue(50 < most && most < 99, "limit " + most);
        assertEquals(2, call.streams().size());
        assertEquals(1, inspection.streams().size(), "of no call, but there");
        assertEquals(2 * most, call.media().flows().size(), "one each way");
        String problems = call.messages().getFirst().problems().toString();
        assertTrue(problems.contains("more than " + most + " media"), problems);
    }
}
