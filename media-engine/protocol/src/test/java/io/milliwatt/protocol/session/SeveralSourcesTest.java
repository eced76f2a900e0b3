package io.milliwatt.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import io.milliwatt.protocol.rtcp.Goodbye;
import io.milliwatt.protocol.rtcp.PayloadFeedback;
import io.milliwatt.protocol.rtcp.SenderReport;
import io.milliwatt.protocol.rtcp.SourceDescription;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.stats.StreamSnapshot;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Several sources on both sides of one session, RFC 3550, sections 5.2 and 7; RFC 8108.
class SeveralSourcesTest {
    private static final long AUDIO = 1;
    private static final long VIDEO = 2;
    private static final long SECOND = 1_000_000_000L;

    private final RtpSession ours = session(AUDIO);
    private final RtpSession theirs = session(99);

    private static RtpSession session(long ssrc) {
        return new RtpSession(
                SessionConfig.audio(ssrc, "me@host", 8_000, OptionalInt.empty(), ssrc));
    }

    private static RtpView packet(long ssrc, int sequence, int octets) {
        ByteBuffer out = ByteBuffer.allocate(12 + octets);
        out.put((byte) 0x80).put((byte) 0).putShort((short) sequence).putInt(sequence * 160);
        out.putInt((int) ssrc).position(0);
        var view = new RtpView();
        assertTrue(view.wrap(out) == null);
        return view;
    }

    private CompoundRtcp nextReport() {
        long now = ours.nextRtcpNanos();
        ByteBuffer out = ByteBuffer.allocate(RtpSession.MAX_RTCP_SIZE);
        while (ours.writeRtcp(out.clear(), now, 0) == 0) {
            now = ours.nextRtcpNanos();
        }
        return parsed(out.flip());
    }

    private static CompoundRtcp parsed(ByteBuffer datagram) {
        if (CompoundRtcp.parse(datagram)
                instanceof ParseResult.Parsed<CompoundRtcp>(CompoundRtcp compound)) {
            return compound;
        }
        throw new AssertionError("what we wrote cannot be read");
    }

    @Test
    void countsAndReportsEachSourceByItself() {
        assertTrue(ours.addSource(VIDEO, 90_000));
        for (int i = 0; i < 10; i++) {
            ours.onRtpSent(packet(AUDIO, i, 160), i);
            ours.onRtpSent(packet(VIDEO, i, 1_000), i);
            ours.onRtpSent(packet(VIDEO, 100 + i, 1_000), i);
        }
        List<StreamSnapshot> out = ours.outgoingAll();
        assertEquals(List.of(AUDIO, VIDEO), out.stream().map(StreamSnapshot::ssrc).toList());
        assertEquals(List.of(10L, 20L), out.stream().map(StreamSnapshot::packets).toList());

        CompoundRtcp report = nextReport();
        List<SenderReport> sent =
                report.packets().stream()
                        .filter(SenderReport.class::isInstance)
                        .map(SenderReport.class::cast)
                        .toList();
        assertEquals(List.of(AUDIO, VIDEO), sent.stream().map(SenderReport::ssrc).toList());
        assertEquals(20, sent.get(1).packetCount());
        var names = (SourceDescription) report.packets().get(2);
        assertEquals("me@host", names.cnameOf(AUDIO).orElseThrow());
        assertEquals("me@host", names.cnameOf(VIDEO).orElseThrow());
    }

    @Test
    void takesWhatIsReportedOfEachSource() {
        ours.addSource(VIDEO, 90_000);
        for (int i = 0; i < 10; i++) {
            ours.onRtpSent(packet(VIDEO, i, 100), i);
            if (i != 4) {
                theirs.onRtpReceived(packet(VIDEO, i, 100), i);
            }
        }
        ByteBuffer out = ByteBuffer.allocate(RtpSession.MAX_RTCP_SIZE);
        long now = theirs.nextRtcpNanos();
        while (theirs.writeRtcp(out.clear(), now, 0) == 0) {
            now = theirs.nextRtcpNanos();
        }
        ours.onRtcpReceived(out.flip(), now + SECOND);
        assertEquals(1, ours.outgoingAll().getFirst().remoteLost());
    }

    @Test
    void saysGoodbyeForAllThatSent() {
        ours.addSource(VIDEO, 90_000);
        ours.addSource(3, 90_000);
        ours.onRtpSent(packet(AUDIO, 1, 160), 0);
        ours.onRtpSent(packet(VIDEO, 1, 160), 0);
        ByteBuffer out = ByteBuffer.allocate(RtpSession.MAX_RTCP_SIZE);
        assertTrue(ours.writeBye(out, 1, 1, "") > 0);
        var goodbye = assertInstanceOf(Goodbye.class, parsed(out.flip()).packets().getLast());
        assertEquals(List.of(AUDIO, VIDEO), goodbye.ssrcs());
    }

    @Test
    void refusesASourceThatIsTakenAndMoreThanItsBound() {
        assertFalse(ours.addSource(AUDIO, 8_000));
        ours.onRtpReceived(packet(50, 1, 10), 1);
        assertFalse(ours.addSource(50, 8_000), "the far end has it");
        for (long ssrc = 101; ssrc <= 107; ssrc++) {
            assertTrue(ours.addSource(ssrc, 8_000));
        }
        assertFalse(ours.addSource(108, 8_000));
        assertEquals(RtpOutcome.COLLISION, ours.onRtpReceived(packet(103, 1, 10), 1));
    }

    @Test
    void fullReportOfAllSourcesFitsOnePacket() {
        for (long ssrc = 101; ssrc <= 107; ssrc++) {
            ours.addSource(ssrc, 8_000);
            ours.onRtpSent(packet(ssrc, 1, 10), 1);
        }
        ours.onRtpSent(packet(AUDIO, 1, 10), 1);
        for (long ssrc = 201; ssrc <= 232; ssrc++) {
            ours.onRtpReceived(packet(ssrc, 1, 10), 1);
        }
        CompoundRtcp report = nextReport();
        assertTrue(report.size() <= RtpSession.MAX_RTCP_SIZE, "size " + report.size());
        assertEquals(8, report.packets().stream().filter(SenderReport.class::isInstance).count());
    }

    @Test
    void writesFeedbackBehindAReportOrByItself() {
        var loss = new PayloadFeedback(AUDIO, 99, new PayloadFeedback.PictureLoss());
        ByteBuffer out = ByteBuffer.allocate(RtpSession.MAX_RTCP_SIZE);
        assertEquals(
                12,
                ours.writeFeedback(out, loss, CompoundRtcp.Form.REDUCED_SIZE, 1),
                "header, two SSRCs");
        out.clear();
        ours.writeFeedback(out, loss, CompoundRtcp.Form.COMPOUND, 1);
        CompoundRtcp compound = parsed(out.flip());
        assertEquals(loss, compound.packets().getLast());
        assertEquals(3, compound.packets().size());
    }

    @Test
    void laterMeaningOfAPayloadTypeCountsForTheJitter() {
        ours.setPayloadType(0, 16_000, false);
        for (int i = 0; i < 50; i++) {
            // 160 ticks each 10 ms: 16 kHz
            ours.onRtpReceived(packet(50, i, 160), i * 10_000_000L);
        }
        assertEquals(0, ours.incoming().jitterMillis(), 0.001);
    }
}
