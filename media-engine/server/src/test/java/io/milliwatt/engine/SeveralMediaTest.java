package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.call.CallView;
import io.milliwatt.engine.call.MediaView;
import io.milliwatt.engine.call.StreamView;
import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import io.milliwatt.protocol.rtcp.PayloadFeedback;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.sdp.SessionDescription;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Calls of audio and video, on ports of their own and on the same.
class SeveralMediaTest {
    private static final int SIP_PORT = 25_480;
    private static final int AUDIO_SSRC = 0x0a0a_0a0a;
    private static final int VIDEO_SSRC = 0x0b0b_0b0b;

    private Engine engine;
    private TestCaller caller;
    private DatagramSocket video;

    @BeforeEach
    void start() throws Exception {
        engine =
                Engine.start(
                        EngineConfig.read(
                                new String[] {
                                    "--bind=127.0.0.1",
                                    "--sip-port=" + SIP_PORT,
                                    "--rtp-ports=42440-42443",
                                    "--control-port=0"
                                },
                                Map.of("MILLIWATT_CONTROL_TOKEN", "0123456789abcdef")));
        caller = new TestCaller();
        video = new DatagramSocket(0, TestCaller.LOOPBACK);
        video.setSoTimeout(2_000);
    }

    @AfterEach
    void stop() {
        video.close();
        caller.close();
        engine.close();
    }

    private String audioAndVideo(String bundle) {
        return "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + (bundle.isEmpty() ? "" : "a=group:BUNDLE a v\r\n")
                + "m=audio "
                + caller.rtp.getLocalPort()
                + " RTP/AVPF 8 101\r\na=mid:a\r\na=rtcp-mux\r\na=rtpmap:101 telephone-event/8000\r\n"
                + "m=video "
                + (bundle.isEmpty() ? video.getLocalPort() : caller.rtp.getLocalPort())
                + " RTP/AVPF 96\r\na=mid:v\r\na=rtcp-mux\r\na=rtcp-rsize\r\na=rtpmap:96 VP8/90000\r\n"
                + "a=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtcp-fb:96 ccm fir\r\n"
                + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:d\r\n";
    }

    private SessionDescription dial(String number, String offer) throws Exception {
        caller.dial("sip:" + number + "@127.0.0.1:" + SIP_PORT, offer);
        return parsed(caller.answer());
    }

    private static SessionDescription parsed(String sdp) {
        return switch (SessionDescription.parse(sdp)) {
            case ParseResult.Parsed<SessionDescription>(SessionDescription description) ->
                    description;
            case ParseResult.Malformed<SessionDescription> malformed ->
                    throw new AssertionError(malformed.detail());
        };
    }

    private static void send(DatagramSocket from, byte[] packet, int port) throws Exception {
        from.send(new DatagramPacket(packet, packet.length, TestCaller.LOOPBACK, port));
    }

    @Test
    void echoesAudioAndVideoAndRefusesTheRestInItsPlace() throws Exception {
        SessionDescription answer = dial("echo", audioAndVideo(""));
        assertEquals(3, answer.media().size());
        assertEquals(0, answer.media().get(2).port());
        int audioPort = answer.media().get(0).port();
        int videoPort = answer.media().get(1).port();
        assertNotEquals(audioPort, videoPort);

        for (int i = 0; i < 20; i++) {
            send(
                    caller.rtp,
                    TestCaller.rtpPacket(8, i, i * 160L, AUDIO_SSRC, new byte[160]),
                    audioPort);
            byte[] picture = new byte[1_100];
            picture[7] = (byte) i;
            send(
                    video,
                    TestCaller.rtpPacket(96, 500 + i, i * 3_000L, VIDEO_SSRC, picture),
                    videoPort);
            assertEquals(i, TestCaller.receive(caller.rtp).orElseThrow().sequenceNumber());
            RtpView back = TestCaller.receive(video).orElseThrow();
            assertEquals(500 + i, back.sequenceNumber());
            assertEquals(96, back.payloadType());
            assertEquals(1_100, back.payloadLength());
            assertEquals(i, back.buffer().get(back.payloadOffset() + 7));
        }
        CallView call = engine.calls().getFirst();
        assertEquals(
                List.of("audio", "video"), call.media().stream().map(MediaView::kind).toList());
        assertEquals(
                List.of("PCMA", "PCMA", "VP8", "VP8"),
                call.streams().stream().map(StreamView::codec).toList());
        assertEquals(
                List.of(20L, 20L, 20L, 20L),
                call.streams().stream().map(StreamView::packets).toList());
    }

    @Test
    void requestForAKeyFrameReachesTheSourceOfWhatIsSeen() throws Exception {
        SessionDescription answer = dial("echo", audioAndVideo(""));
        int videoPort = answer.media().get(1).port();
        send(video, TestCaller.rtpPacket(96, 1, 0, VIDEO_SSRC, new byte[100]), videoPort);
        long seen = TestCaller.receive(video).orElseThrow().ssrc();
        var loss = new PayloadFeedback(VIDEO_SSRC, seen, new PayloadFeedback.PictureLoss());
        ByteBuffer out = ByteBuffer.allocate(100);
        loss.writeTo(out);
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        send(video, bytes, videoPort);

        PayloadFeedback back = nextFeedback(video);
        assertEquals(VIDEO_SSRC, back.mediaSsrc());
        assertInstanceOf(PayloadFeedback.PictureLoss.class, back.message());
        assertNotEquals(VIDEO_SSRC, back.senderSsrc());
        assertEquals(1, engine.counters().get(EngineCounter.RTCP_FEEDBACK));
    }

    private static PayloadFeedback nextFeedback(DatagramSocket socket) throws Exception {
        while (true) {
            var packet = new DatagramPacket(new byte[2_048], 2_048);
            socket.receive(packet);
            ByteBuffer datagram = ByteBuffer.wrap(packet.getData(), 0, packet.getLength());
            if (CompoundRtcp.parse(datagram, CompoundRtcp.Form.REDUCED_SIZE)
                    instanceof ParseResult.Parsed<CompoundRtcp>(CompoundRtcp compound)) {
                Optional<PayloadFeedback> found = compound.all(PayloadFeedback.class).findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
    }

    @Test
    void bundledMediaShareOnePairOfPortsAndEachSourceIsCountedByItself() throws Exception {
        SessionDescription answer = dial("echo", audioAndVideo("bundle"));
        int port = answer.media().getFirst().port();
        assertEquals(2, engine.rtpPortsInUse(), "one pair for both");
        for (int i = 0; i < 10; i++) {
            send(caller.rtp, TestCaller.rtpPacket(8, i, i * 160L, AUDIO_SSRC, new byte[160]), port);
            send(
                    caller.rtp,
                    TestCaller.rtpPacket(96, i, i * 3_000L, VIDEO_SSRC, new byte[500]),
                    port);
        }
        var ssrcs = new java.util.TreeSet<Long>();
        for (int i = 0; i < 20; i++) {
            ssrcs.add(TestCaller.receive(caller.rtp).orElseThrow().ssrc());
        }
        assertEquals(2, ssrcs.size(), "a source of ours for each of theirs");
        List<StreamView> streams = engine.calls().getFirst().streams();
        assertEquals(
                List.of("0x0a0a0a0a", "0x0b0b0b0b"),
                streams.stream()
                        .filter(one -> one.tap().equals("engine-in"))
                        .map(StreamView::ssrc)
                        .toList());
        assertTrue(streams.stream().allMatch(one -> one.packets() == 10), streams.toString());
    }

    @Test
    void refusesTheSecondMediaWhenOnlyOnePairIsLeft() throws Exception {
        try (var first = new TestCaller()) {
            first.dial("sip:echo@127.0.0.1:" + SIP_PORT, first.offer("sendrecv"));
            first.answer();
            SessionDescription answer = dial("echo", audioAndVideo(""));
            assertNotEquals(0, answer.media().get(0).port());
            assertEquals(0, answer.media().get(1).port());
        }
    }

    @Test
    void videoJoinsAndLeavesByReinvite() throws Exception {
        dial("echo", caller.offer("sendrecv"));
        assertEquals(2, engine.rtpPortsInUse());
        SessionDescription with =
                parsed(caller.reoffer(audioAndVideo("").replace("o=- 1 1", "o=- 1 2")));
        int videoPort = with.media().get(1).port();
        send(video, TestCaller.rtpPacket(96, 9, 0, VIDEO_SSRC, new byte[100]), videoPort);
        assertEquals(9, TestCaller.receive(video).orElseThrow().sequenceNumber());
        assertEquals(4, engine.rtpPortsInUse());

        String without =
                audioAndVideo("")
                        .replace("o=- 1 1", "o=- 1 3")
                        .replace("m=video " + video.getLocalPort(), "m=video 0");
        assertEquals(0, parsed(caller.reoffer(without)).media().get(1).port());
        int audioPort = with.media().getFirst().port();
        send(caller.rtp, TestCaller.rtpPacket(8, 5, 0, AUDIO_SSRC, new byte[160]), audioPort);
        assertEquals(5, TestCaller.receive(caller.rtp).orElseThrow().sequenceNumber());
        EngineTest.await(() -> engine.rtpPortsInUse() == 2);
    }

    @Test
    void offersTheSessionAnewAndAudioGoesOn() throws Exception {
        SessionDescription answer = dial("reinvite-1", caller.offer("sendrecv"));
        int port = answer.media().getFirst().port();
        EngineTest.await(() -> caller.reoffers.size() >= 2);
        send(caller.rtp, TestCaller.rtpPacket(8, 5, 0, AUDIO_SSRC, new byte[160]), port);
        assertEquals(5, TestCaller.receive(caller.rtp).orElseThrow().sequenceNumber());
        SessionDescription again = parsed(caller.reoffers.getLast());
        assertEquals(port, again.media().getFirst().port());
        assertEquals("answered", engine.calls().getFirst().state());
    }
}
