package io.milliwatt.protocol.session;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import io.milliwatt.protocol.rtp.PacketKind;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.stats.StreamSnapshot;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/// What comes to a media port of a session that goes on: RTP, RTCP, STUN, DTLS and bytes that look
/// like them. Nothing throws, nothing that begins like RTP is taken for something else, and the
/// figures stay such as a call can have.
class MediaPortFuzzTest {
    private static final long STEP_NANOS = 7_000_000;

    /// Each datagram has its length in one octet before it.
    @FuzzTest
    void takesDatagramsOfAnyKind(byte[] bytes) {
        RtpSession session =
                new RtpSession(SessionConfig.audio(7, "me@host", 8000, OptionalInt.of(101), 1));
        ByteBuffer out = ByteBuffer.allocate(RtpSession.MAX_RTCP_SIZE);
        long now = 0;
        for (int at = 0; at < bytes.length; now += STEP_NANOS) {
            int length = Math.min(bytes[at] & 0xff, bytes.length - at - 1);
            receive(session, ByteBuffer.wrap(bytes, at + 1, length).slice(), now);
            at += 1 + length;
            if (session.nextRtcpNanos() <= now) {
                int size = session.writeRtcp(out.clear(), now, now);
                assertTrue(size == 0 || CompoundRtcp.parse(out.flip()).toOptional().isPresent());
            }
        }
        for (StreamSnapshot stream : session.incomingAll()) {
            assertTrue(stream.packets() > 0, stream::toString);
            assertTrue(stream.lost() >= 0 && stream.lost() < stream.expected(), stream::toString);
            assertTrue(
                    stream.packets() - stream.duplicates() + stream.lost() == stream.expected(),
                    stream::toString);
            assertTrue(stream.jitterMillis() >= 0 && stream.maxJitterMillis() < 11_000);
        }
    }

    private static void receive(RtpSession session, ByteBuffer datagram, long now) {
        switch (PacketKind.of(datagram)) {
            case RTP -> {
                RtpView view = new RtpView();
                if (view.wrap(datagram) == null) {
                    session.onRtpReceived(view, now);
                }
            }
            case RTCP -> session.onRtcpReceived(datagram, CompoundRtcp.Form.REDUCED_SIZE, now);
            case STUN, DTLS, UNKNOWN -> {
                int first = datagram.hasRemaining() ? datagram.get(0) & 0xff : -1;
                assertTrue(datagram.remaining() < 2 || first < 128 || first > 191);
            }
        }
    }
}
