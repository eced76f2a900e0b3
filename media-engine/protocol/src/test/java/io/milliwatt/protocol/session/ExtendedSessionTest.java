package io.milliwatt.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import io.milliwatt.protocol.rtcp.ExtendedReport;
import io.milliwatt.protocol.rtcp.GenericNack;
import io.milliwatt.protocol.rtcp.NtpTimestamp;
import io.milliwatt.protocol.rtcp.PayloadFeedback;
import io.milliwatt.protocol.rtcp.PayloadFeedback.FullIntraRequest;
import io.milliwatt.protocol.rtcp.ReceiverReport;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.rtcp.TransportFeedback;
import io.milliwatt.protocol.rtcp.VoipMetrics;
import io.milliwatt.protocol.rtcp.XrBlock;
import io.milliwatt.protocol.rtcp.XrBlock.ReceiverReferenceTime;
import io.milliwatt.protocol.rtcp.XrBlock.ReferenceTimeAnswers;
import io.milliwatt.protocol.rtp.RtpPacket;
import io.milliwatt.protocol.rtp.RtpView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Extended reports and feedback in a session.
class ExtendedSessionTest {
    private static final long MILLI = 1_000_000;
    private static final long WALL = 1_767_225_600_000_000_000L; // 2026-01-01T00:00Z
    private static final long OURS = 0xaaaa;
    private static final long THEIRS = 7;

    private final ByteBuffer out = ByteBuffer.allocate(RtpSession.MAX_RTCP_SIZE);
    private final RtpSession session = session("me@host");

    private static RtpSession session(String cname) {
        return new RtpSession(SessionConfig.audio(OURS, cname, 8000, OptionalInt.empty(), 1));
    }

    private static ByteBuffer datagram(CompoundRtcp compound) {
        ByteBuffer bytes = ByteBuffer.allocate(compound.size());
        compound.writeTo(bytes);
        return bytes.flip();
    }

    private void receive(long nowNanos, RtcpPacket... packets) {
        List<RtcpPacket> all = new ArrayList<>();
        all.add(new ReceiverReport(THEIRS, List.of(), Bytes.EMPTY));
        all.addAll(List.of(packets));
        assertInstanceOf(
                RtcpOutcome.Accepted.class,
                session.onRtcpReceived(datagram(new CompoundRtcp(all)), nowNanos));
    }

    private static ExtendedReport reference(long ssrc, long bits) {
        return new ExtendedReport(ssrc, List.of(new ReceiverReferenceTime(new NtpTimestamp(bits))));
    }

    /// The next report, however often reconsideration puts it off.
    private CompoundRtcp nextReport(RtpSession from) {
        out.clear();
        while (from.writeRtcp(out, from.nextRtcpNanos(), WALL + from.nextRtcpNanos()) == 0) {
            assertTrue(from.nextRtcpNanos() < 60_000 * MILLI, "no report within 60 s");
        }
        return CompoundRtcp.parse(out.flip()).orThrow();
    }

    private static <T extends XrBlock> Optional<T> block(CompoundRtcp report, Class<T> kind) {
        return report.all(ExtendedReport.class).flatMap(xr -> xr.all(kind)).findFirst();
    }

    @Test
    void aReferenceTimeIsAnsweredOnceInTheNextReport() {
        session.start(0);
        long due = session.nextRtcpNanos();
        receive(due - 500 * MILLI, reference(THEIRS, 0x1234_5678_9abc_def0L));
        out.clear();
        long at = due;
        while (session.writeRtcp(out, at, WALL) == 0) {
            at = session.nextRtcpNanos();
        }
        long waited = (at - due) / MILLI + 500;
        ReferenceTimeAnswers.Answer answer =
                block(CompoundRtcp.parse(out.flip()).orThrow(), ReferenceTimeAnswers.class)
                        .orElseThrow()
                        .answers()
                        .getFirst();
        assertEquals(THEIRS, answer.ssrc());
        assertEquals(0x5678_9abcL, answer.lastReference());
        assertEquals(waited * 65.536, answer.delayUnits(), 70);
        assertEquals(Optional.empty(), block(nextReport(session), ReferenceTimeAnswers.class));
    }

    @Test
    void noExtendedReportGoesToWhoSendsNone() {
        session.start(0);
        receive(0);
        for (int i = 0; i < 4; i++) {
            assertEquals(0, nextReport(session).all(ExtendedReport.class).count());
        }
    }

    @Test
    void aReceiverMeasuresTheRoundTripByItsReferenceTimes() {
        session.start(0);
        receive(0, reference(THEIRS, 1L << 20));
        out.clear();
        long sent;
        do {
            sent = session.nextRtcpNanos();
        } while (session.writeRtcp(out, sent, WALL) == 0);
        CompoundRtcp report = CompoundRtcp.parse(out.flip()).orThrow();
        long stamp = block(report, ReceiverReferenceTime.class).orElseThrow().ntp().middle();
        assertEquals(NtpTimestamp.ofEpochNanos(WALL).middle(), stamp);
        assertEquals(-1, session.outgoing().roundTripMillis());
        receive(
                sent + 1080 * MILLI,
                new ExtendedReport(
                        THEIRS,
                        List.of(
                                new ReferenceTimeAnswers(
                                        List.of(
                                                new ReferenceTimeAnswers.Answer(5, stamp, 0),
                                                new ReferenceTimeAnswers.Answer(
                                                        OURS, stamp, 65536))))));
        assertEquals(80, session.outgoing().roundTripMillis(), 0.001);
    }

    @Test
    void aSenderNeedsNoReferenceTimeOfItsOwn() {
        session.onRtpSent(0, 0, 160, 0);
        receive(0, reference(THEIRS, 1L << 20));
        CompoundRtcp report = nextReport(session);
        assertEquals(Optional.empty(), block(report, ReceiverReferenceTime.class));
        assertTrue(block(report, ReferenceTimeAnswers.class).isPresent());
    }

    @Test
    void manyReferenceTimesAreAnsweredInTurnAndNeverOutgrowTheRoom() {
        RtpSession crowded = session("x".repeat(255));
        RtpView view = new RtpView();
        for (int ssrc = 100; ssrc < 131; ssrc++) {
            assertNull(view.wrap(RtpPacket.of(0, 1, 0, ssrc, new byte[160]).toBuffer()));
            crowded.onRtpReceived(view, 0);
            crowded.onRtcpReceived(
                    datagram(
                            new CompoundRtcp(
                                    List.of(
                                            new ReceiverReport(ssrc, List.of(), Bytes.EMPTY),
                                            reference(ssrc, 1L << 40)))),
                    0);
        }
        int answered =
                block(nextReport(crowded), ReferenceTimeAnswers.class)
                        .orElseThrow()
                        .answers()
                        .size();
        out.clear();
        for (int ssrc = 100; ssrc < 131; ssrc++) { // all want a report block again
            assertNull(view.wrap(RtpPacket.of(0, 2, 160, ssrc, new byte[160]).toBuffer()));
            crowded.onRtpReceived(view, 20_000 * MILLI);
        }
        int size = crowded.writeBye(out, 20_000 * MILLI, WALL, "y".repeat(255));
        assertTrue(size <= RtpSession.MAX_RTCP_SIZE, size + " bytes");
        answered +=
                block(CompoundRtcp.parse(out.flip()).orThrow(), ReferenceTimeAnswers.class)
                        .orElseThrow()
                        .answers()
                        .size();
        assertEquals(12, answered);
    }

    @Test
    void countsFeedbackAboutUsAndAboutOthers() {
        receive(
                0,
                new TransportFeedback(THEIRS, OURS, GenericNack.of(List.of(5, 6, 9))),
                new TransportFeedback(THEIRS, 99, GenericNack.of(List.of(5))),
                new TransportFeedback(
                        THEIRS, 0, new TransportFeedback.TransportWide(Bytes.of(new byte[8]))),
                new TransportFeedback(
                        THEIRS, OURS, new TransportFeedback.UnknownFormat(3, Bytes.EMPTY)),
                new PayloadFeedback(THEIRS, OURS, new PayloadFeedback.PictureLoss()),
                new PayloadFeedback(THEIRS, 99, new PayloadFeedback.PictureLoss()),
                new PayloadFeedback(
                        THEIRS,
                        0,
                        new FullIntraRequest(
                                List.of(
                                        new FullIntraRequest.Request(OURS, 1),
                                        new FullIntraRequest.Request(99, 1)))),
                new PayloadFeedback(
                        THEIRS, OURS, new PayloadFeedback.UnknownFormat(15, Bytes.EMPTY)));
        assertEquals(new FeedbackCounts(1, 3, 1, 1, 1, 2, 3), session.feedback());
    }

    @Test
    void reducedSizeFeedbackCountsWhereAgreedOn() {
        ByteBuffer loss =
                datagram(
                        new CompoundRtcp(
                                List.of(
                                        new PayloadFeedback(
                                                THEIRS, OURS, new PayloadFeedback.PictureLoss())),
                                CompoundRtcp.Form.REDUCED_SIZE));
        assertInstanceOf(RtcpOutcome.Refused.class, session.onRtcpReceived(loss, 0));
        assertInstanceOf(
                RtcpOutcome.Accepted.class,
                session.onRtcpReceived(loss, CompoundRtcp.Form.REDUCED_SIZE, 0));
        assertEquals(1, session.feedback().pictureLosses());
    }

    @Test
    void remembersTheLastVoipMetricsAboutUs() {
        assertEquals(Optional.empty(), session.remoteMetrics());
        receive(0, new ExtendedReport(THEIRS, List.of(metrics(99, 10))));
        assertEquals(Optional.empty(), session.remoteMetrics());
        receive(0, new ExtendedReport(THEIRS, List.of(metrics(OURS, 80), metrics(OURS, 90))));
        assertEquals(Optional.of(metrics(OURS, 90)), session.remoteMetrics());
    }

    private static VoipMetrics metrics(long ssrc, int rFactor) {
        return new VoipMetrics(
                ssrc,
                new VoipMetrics.Loss(0, 0, 0, 0, 0, 0, 16),
                new VoipMetrics.Delay(60, 80),
                new VoipMetrics.Signal(-18, -68, VoipMetrics.UNAVAILABLE),
                new VoipMetrics.Quality(rFactor, VoipMetrics.UNAVAILABLE, 41, 38),
                new VoipMetrics.Buffer(0x70, 40, 80, 200));
    }

    @Test
    void noExtendedBytesMakeASessionThrow() {
        byte[] good =
                datagram(
                                new CompoundRtcp(
                                        List.of(
                                                new ReceiverReport(THEIRS, List.of(), Bytes.EMPTY),
                                                reference(THEIRS, 1L << 40),
                                                new ExtendedReport(
                                                        THEIRS,
                                                        List.of(
                                                                new ReferenceTimeAnswers(
                                                                        List.of(
                                                                                new ReferenceTimeAnswers
                                                                                        .Answer(
                                                                                        OURS, 1,
                                                                                        1))),
                                                                metrics(OURS, 80))),
                                                new TransportFeedback(
                                                        THEIRS,
                                                        OURS,
                                                        GenericNack.of(List.of(1, 2))))))
                        .array();
        Property.holds(
                20_000,
                draw -> {
                    session.onRtcpReceived(
                            Property.embedded(draw.mutated(good)),
                            CompoundRtcp.Form.REDUCED_SIZE,
                            draw.unsigned32());
                    out.clear();
                    session.writeRtcp(out, draw.unsigned32() * 100, WALL);
                });
    }
}
