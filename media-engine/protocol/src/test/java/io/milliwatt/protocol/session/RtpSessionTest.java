package io.milliwatt.protocol.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import io.milliwatt.protocol.rtcp.Goodbye;
import io.milliwatt.protocol.rtcp.ReceiverReport;
import io.milliwatt.protocol.rtcp.ReportBlock;
import io.milliwatt.protocol.rtcp.SenderReport;
import io.milliwatt.protocol.rtp.RtpPacket;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.stats.StreamSnapshot;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RtpSessionTest {
    private static final long MILLI = 1_000_000;
    private static final long WALL = 1_767_225_600_000_000_000L; // 2026-01-01T00:00Z

    private final RtpView view = new RtpView();
    private final ByteBuffer out = ByteBuffer.allocate(RtpSession.MAX_RTCP_SIZE);
    private final RtpSession session = session(0xaaaa);

    private static RtpSession session(long ssrc) {
        return new RtpSession(
                SessionConfig.audio(ssrc, "me@host", 8000, OptionalInt.of(101), ssrc));
    }

    private RtpOutcome receive(RtpSession to, RtpPacket packet, long nowNanos) {
        assertNull(view.wrap(packet.toBuffer()));
        return to.onRtpReceived(view, nowNanos);
    }

    private RtpOutcome receive(long ssrc, int sequence, long timestamp, long nowMillis) {
        return receive(
                session,
                RtpPacket.of(0, sequence, timestamp, ssrc, new byte[160]),
                nowMillis * MILLI);
    }

    private CompoundRtcp report(RtpSession from, long nowNanos) {
        out.clear();
        int size = from.writeRtcp(out, nowNanos, WALL + nowNanos);
        assertEquals(size, out.position());
        return CompoundRtcp.parse(out.flip()).orThrow();
    }

    @Test
    void accountsWhatComes() {
        assertEquals(RtpOutcome.NEW_SOURCE, receive(7, 65535, 0, 0));
        assertEquals(RtpOutcome.ACCEPTED, receive(7, 0, 160, 20));
        assertEquals(RtpOutcome.ACCEPTED, receive(7, 3, 640, 80));
        assertEquals(RtpOutcome.ACCEPTED, receive(7, 2, 480, 90));
        assertEquals(RtpOutcome.DUPLICATE, receive(7, 2, 480, 91));
        assertEquals(RtpOutcome.REFUSED, receive(7, 30_000, 640, 100));
        StreamSnapshot in = session.incoming();
        assertEquals(7, in.ssrc());
        assertEquals(0, in.payloadType());
        assertEquals(5, in.packets());
        assertEquals(800, in.octets());
        assertEquals(5, in.expected());
        assertEquals(1, in.lost());
        assertEquals(1, in.duplicates());
        assertEquals(1, in.outOfOrder());
        assertEquals(20, in.lostPercent());
        assertEquals(60, in.maxDeltaMillis());
        assertTrue(in.jitterMillis() > 0);
        assertEquals(91 * MILLI, in.lastNanos());
    }

    @Test
    void aTelephoneEventCountsButIsNoJitter() {
        receive(7, 1, 0, 0);
        receive(7, 2, 160, 20);
        for (int i = 0; i < 20; i++) {
            RtpPacket event = RtpPacket.of(101, 3 + i, 320, 7, new byte[4]);
            assertEquals(RtpOutcome.ACCEPTED, receive(session, event, (40 + 20L * i) * MILLI));
        }
        receive(7, 23, 320 + 20 * 160, 440);
        StreamSnapshot in = session.incoming();
        assertEquals(23, in.packets());
        assertEquals(0, in.payloadType());
        assertEquals(0, in.maxJitterMillis(), 1e-9);
        assertEquals(0, in.lost());
    }

    @Test
    void aRepeatedTimestampIsNoJitterWhateverItsPayloadType() {
        for (int i = 0; i < 10; i++) {
            receive(7, i, 320, 20L * i);
        }
        assertEquals(0, session.incoming().maxJitterMillis());
    }

    @Test
    void theNewestActiveSourceIsTheMainOne() {
        receive(1, 1, 0, 0);
        receive(2, 1, 0, 10);
        assertEquals(2, session.incoming().ssrc());
        receive(1, 2, 160, 20);
        assertEquals(2, session.incoming().ssrc());
        receive(1, 3, 320, 2_011);
        assertEquals(1, session.incoming().ssrc());
        assertEquals(
                List.of(1L, 2L), session.incomingAll().stream().map(StreamSnapshot::ssrc).toList());
    }

    @Test
    void aFloodOfSourcesIsBoundedAndKeepsTheMainOne() {
        for (int i = 0; i < 1000; i++) {
            receive(1000 + i, 1, 0, i);
        }
        assertEquals(RemoteSources.CAPACITY, session.incomingAll().size());
        assertEquals(1999, session.incoming().ssrc());
        long now = session.nextRtcpNanos();
        assertEquals(31, report(session, now + 60_000 * MILLI).blocks().size());
    }

    @Test
    void ourOwnSsrcFromOutsideIsACollisionThatIsStillCounted() {
        assertEquals(RtpOutcome.COLLISION, receive(0xaaaa, 1, 0, 0));
        assertEquals(RtpOutcome.COLLISION, receive(0xaaaa, 2, 160, 20));
        assertEquals(2, session.incoming().packets());
        assertEquals(List.of(), report(session, session.nextRtcpNanos() + MILLI).blocks());
    }

    @Test
    void reportsAsReceiverUntilItSends() {
        assertEquals(Long.MAX_VALUE, session.nextRtcpNanos());
        receive(7, 1, 0, 0);
        long due = session.nextRtcpNanos();
        assertEquals(0, session.writeRtcp(out, due - 1, WALL));
        CompoundRtcp first = report(session, due + 5_000 * MILLI);
        assertInstanceOf(ReceiverReport.class, first.packets().getFirst());
        assertEquals(7, first.blocks().getFirst().ssrc());
        session.onRtpSent(0, 8000, 160, due + 5_000 * MILLI);
        long next = session.nextRtcpNanos() + 10_000 * MILLI;
        SenderReport report =
                assertInstanceOf(SenderReport.class, report(session, next).packets().getFirst());
        assertEquals(1, report.packetCount());
        assertEquals(160, report.octetCount());
        assertEquals(List.of(), report.blocks()); // nothing came since the last report
        assertEquals(WALL + next, report.ntp().toEpochNanos());
        long since = next - (due + 5_000 * MILLI);
        assertEquals(8000 + Math.round(since * 8e-6), report.rtpTimestamp());
    }

    @Test
    void isNoSenderAnyMoreTwoReportsAfterItsLastPacket() {
        session.onRtpSent(0, 0, 160, 0);
        for (int i = 0; i < 2; i++) {
            assertInstanceOf(
                    SenderReport.class,
                    report(session, session.nextRtcpNanos() + 5_000 * MILLI).packets().getFirst());
        }
        assertInstanceOf(
                ReceiverReport.class,
                report(session, session.nextRtcpNanos() + 5_000 * MILLI).packets().getFirst());
    }

    @Test
    void saysGoodbyeOnlyWhenItSaidAnything() {
        receive(7, 1, 0, 0);
        assertEquals(0, session.writeBye(out, 1, WALL, "done"));
        assertEquals(Long.MAX_VALUE, session.nextRtcpNanos());

        RtpSession other = session(0xbbbb);
        other.onRtpSent(0, 0, 160, 0);
        assertTrue(other.writeBye(out, 1, WALL, "done") > 0);
        CompoundRtcp bye = CompoundRtcp.parse(out.flip()).orThrow();
        assertEquals(Goodbye.of(0xbbbb, "done"), bye.packets().getLast());
        RtcpOutcome outcome = session.onRtcpReceived(out, 2);
        assertEquals(
                List.of(0xbbbbL), assertInstanceOf(RtcpOutcome.Accepted.class, outcome).goodbyes());
        out.clear();
        assertEquals(0, other.writeBye(out, 3, WALL, "again"));
        assertEquals(0, other.writeRtcp(out, Long.MAX_VALUE / 2, WALL));
    }

    @Test
    void badRtcpIsRefusedWithItsReason() {
        RtcpOutcome outcome = session.onRtcpReceived(ByteBuffer.wrap(new byte[8]), 0);
        assertEquals(
                MalformedReason.BAD_VERSION,
                assertInstanceOf(RtcpOutcome.Refused.class, outcome).reason());
    }

    @Test
    void someoneElseUnderOurSsrcIsACollision() {
        RtpSession twin = session(0xaaaa);
        twin.onRtpSent(0, 0, 160, 0);
        report(twin, twin.nextRtcpNanos() + 5_000 * MILLI);
        assertTrue(
                assertInstanceOf(RtcpOutcome.Accepted.class, session.onRtcpReceived(out, 0))
                        .collision());
    }

    /// Two sessions over a path of 30 ms each way that loses every tenth packet of one direction.
    @Test
    void bothSidesKnowLossJitterAndRoundTripFromRtcp() {
        RtpSession near = session(1);
        RtpSession far = session(2);
        long delay = 30 * MILLI;
        int reports = 0;
        for (int i = 0; i < 1500; i++) { // 30 s
            long now = 20L * i * MILLI;
            RtpPacket packet = RtpPacket.of(0, i, 160L * i, 1, new byte[160]);
            near.onRtpSent(0, 160L * i, 160, now);
            if (i % 10 != 5) {
                receive(far, packet, now + delay);
            }
            far.onRtpSent(0, 160L * i, 160, now);
            receive(near, RtpPacket.of(0, i, 160L * i, 2, new byte[160]), now + delay);
            for (RtpSession one : List.of(near, far)) {
                out.clear();
                if (one.writeRtcp(out, now, WALL + now) > 0) {
                    reports++;
                    RtcpOutcome outcome =
                            (one == near ? far : near).onRtcpReceived(out.flip(), now + delay);
                    assertInstanceOf(RtcpOutcome.Accepted.class, outcome);
                    for (ReportBlock block : ((RtcpOutcome.Accepted) outcome).compound().blocks()) {
                        assertEquals(one == near ? 0 : 25, block.fractionLost(), 3);
                    }
                }
            }
        }
        assertTrue(reports >= 8 && reports <= 30, reports + " reports in 30 s");
        assertEquals(60, near.outgoing().roundTripMillis(), 0.1);
        assertEquals(60, far.incoming().roundTripMillis(), 0.1);
        assertEquals(150, far.incoming().lost());
        assertTrue(near.outgoing().remoteLost() > 50, near.outgoing() + "");
        assertEquals(0, far.outgoing().remoteLost());
        assertEquals(0, far.outgoing().remoteJitterMillis(), 0.01);
        assertEquals(1500, near.outgoing().packets());
        assertEquals(20, near.outgoing().meanDeltaMillis(), 0.001);
    }

    @Test
    void noBytesMakeASessionThrow() {
        RtpSession peer = session(9);
        peer.onRtpSent(0, 0, 160, 0);
        receive(peer, RtpPacket.of(0, 1, 0, 0xaaaa, new byte[160]), 0);
        report(peer, peer.nextRtcpNanos() + 5_000 * MILLI);
        byte[] good = new byte[out.remaining()];
        out.get(good);
        byte[] rtp = RtpPacket.of(0, 1, 0, 9, new byte[20]).toBuffer().array();
        Property.holds(
                20_000,
                draw -> {
                    session.onRtcpReceived(
                            Property.embedded(draw.mutated(good)), draw.unsigned32());
                    if (view.wrap(Property.embedded(draw.mutated(rtp))) == null) {
                        session.onRtpReceived(view, draw.unsigned32());
                    }
                    out.clear();
                    session.writeRtcp(out, draw.unsigned32() * 100, WALL);
                });
    }

    @Test
    void thePacketPathAllocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer buffer = RtpPacket.of(0, 0, 0, 7, new byte[160]).toBuffer();
        run(buffer, 0, 20_000);
        long least = Long.MAX_VALUE;
        for (int round = 1; round <= 5; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            run(buffer, round * 20_000, 20_000);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertTrue(least < 2_000, least + " bytes for 20,000 packets in and out");
    }

    private void run(ByteBuffer buffer, int from, int packets) {
        for (int i = from; i < from + packets; i++) {
            assertNull(view.wrap(buffer));
            view.setSequenceNumber(i);
            view.setTimestamp(160L * i);
            view.setSsrc(7);
            session.onRtpReceived(view, 20L * i * MILLI);
            view.setSsrc(0xaaaa);
            session.onRtpSent(view, 20L * i * MILLI);
        }
    }
}
