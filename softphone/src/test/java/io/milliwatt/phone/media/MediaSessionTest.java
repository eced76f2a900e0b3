package io.milliwatt.phone.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.phone.audio.CaptureSink;
import io.milliwatt.phone.audio.NullSink;
import io.milliwatt.phone.audio.SilenceSource;
import io.milliwatt.phone.audio.ToneSource;
import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.sdp.Direction;
import io.milliwatt.protocol.sdp.MediaAddress;
import io.milliwatt.protocol.sdp.NegotiatedAudio;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class MediaSessionTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final LinkedBlockingQueue<Character> digits = new LinkedBlockingQueue<>();

    @Test
    void toneArrivesWithItsFrequencyAndLevelAndNothingIsLost() throws Exception {
        try (var left = MediaSession.open(LOOPBACK, MediaPorts.ANY);
                var right = MediaSession.open(LOOPBACK, MediaPorts.ANY)) {
            var heard = new CaptureSink();
            left.setAudio(new ToneSource(440, -10), new NullSink());
            right.setAudio(new SilenceSource(), heard);
            connect(left, right, Direction.SENDRECV);
            await(() -> right.snapshot().incoming().packets() >= 150);

            PhoneMedia sent = left.snapshot();
            PhoneMedia received = right.snapshot();
            assertEquals("PCMA", received.codec());
            assertEquals(0, received.incoming().lost());
            assertEquals(sent.outgoing().ssrc(), received.incoming().ssrc());
            assertEquals(20.0, sent.outgoing().meanDeltaMillis(), 0.2, "packets leave every 20 ms");
            assertEquals("127.0.0.1:" + left.rtpPort(), received.sourceRtp());
            // -10 dBm0 is 13.14 dB below a full scale sine
            assertEquals(Math.pow(10, -13.14 / 20), sent.inputLevel(), 0.01);

            short[] samples = heard.samples();
            int from = samples.length - 8_000;
            assertTrue(amplitude(samples, from, 440) > 6_000, "the tone is there");
            assertTrue(amplitude(samples, from, 700) < 60, "nothing else is");
        }
    }

    @Test
    void digitsArriveOnceAndInOrder() throws Exception {
        try (var left = MediaSession.open(LOOPBACK, MediaPorts.ANY);
                var right = MediaSession.open(LOOPBACK, MediaPorts.ANY)) {
            connect(left, right, Direction.SENDRECV);
            assertTrue(left.sendDigits("12#"));
            for (char digit : "12#".toCharArray()) {
                assertEquals(digit, digits.poll(5, TimeUnit.SECONDS));
            }
            assertEquals("12#", right.snapshot().digits());
            await(() -> right.snapshot().incoming().packets() > 80);
            assertTrue(digits.isEmpty());
        }
    }

    @Test
    void sendsNothingWhileItOnlyReceives() throws Exception {
        try (var left = MediaSession.open(LOOPBACK, MediaPorts.ANY);
                var right = MediaSession.open(LOOPBACK, MediaPorts.ANY)) {
            connect(left, right, Direction.RECVONLY);
            await(() -> left.snapshot().incoming().packets() > 25);
            assertEquals(0, left.snapshot().outgoing().packets());
            long before = left.snapshot().incoming().packets();
            left.start(negotiated(right, Direction.SENDRECV), digits::add);
            await(() -> right.snapshot().incoming().packets() > 10);
            assertTrue(left.snapshot().incoming().packets() > before);
        }
    }

    @Test
    void refusesPacketsOfAThirdParty() throws Exception {
        try (var left = MediaSession.open(LOOPBACK, MediaPorts.ANY);
                var right = MediaSession.open(LOOPBACK, MediaPorts.ANY);
                var stranger = new DatagramSocket(0, LOOPBACK)) {
            connect(left, right, Direction.SENDRECV);
            await(() -> right.snapshot().incoming().packets() > 5);
            byte[] forged = new byte[172];
            forged[0] = (byte) 0x80;
            forged[1] = 8;
            stranger.send(new DatagramPacket(forged, 172, LOOPBACK, right.rtpPort()));
            stranger.send(new DatagramPacket(new byte[] {1, 2, 3}, 3, LOOPBACK, right.rtpPort()));
            await(() -> right.snapshot().strangers() == 1 && right.snapshot().malformed() == 1);
            assertEquals("127.0.0.1:" + left.rtpPort(), right.snapshot().sourceRtp());
        }
    }

    @Test
    void saysForHowLongNothingCame() throws Exception {
        try (var left = MediaSession.open(LOOPBACK, MediaPorts.ANY);
                var right = MediaSession.open(LOOPBACK, MediaPorts.ANY)) {
            connect(left, right, Direction.SENDRECV);
            await(() -> right.snapshot().incoming().packets() > 5);
            assertTrue(right.snapshot().silentMillis() < 200);
            left.close();
            await(() -> right.snapshot().silentMillis() > 300);
        }
    }

    @Test
    void closesFastAndKeepsItsStatistics() throws Exception {
        var left = MediaSession.open(LOOPBACK, MediaPorts.ANY);
        try (var right = MediaSession.open(LOOPBACK, MediaPorts.ANY)) {
            connect(left, right, Direction.SENDRECV);
            await(() -> left.snapshot().outgoing().packets() > 10);
            long begin = System.nanoTime();
            left.close();
            assertTrue(System.nanoTime() - begin < 400_000_000L, "closing took too long");
            assertTrue(left.snapshot().outgoing().packets() > 10);
            left.close();
            assertFalse(left.sendDigits("1") && left.muted());
        }
    }

    private void connect(MediaSession left, MediaSession right, Direction leftDirection) {
        left.start(negotiated(right, leftDirection), digits::add);
        right.start(negotiated(left, Direction.SENDRECV), digits::add);
    }

    private static NegotiatedAudio negotiated(MediaSession remote, Direction direction) {
        var rtp = new MediaAddress("127.0.0.1", remote.rtpPort());
        return new NegotiatedAudio(
                rtp,
                rtp.withPort(remote.rtpPort() + 1),
                false,
                Pcma.INSTANCE,
                8,
                OptionalInt.of(101),
                20,
                direction,
                Optional.empty());
    }

    /// Amplitude of a frequency over one second, by Goertzel's algorithm.
    private static double amplitude(short[] samples, int from, double frequencyHz) {
        double coefficient = 2 * Math.cos(2 * Math.PI * frequencyHz / 8_000);
        double previous = 0;
        double beforeThat = 0;
        for (int i = from; i < from + 8_000; i++) {
            double now = samples[i] + coefficient * previous - beforeThat;
            beforeThat = previous;
            previous = now;
        }
        double power =
                previous * previous + beforeThat * beforeThat - coefficient * previous * beforeThat;
        return Math.sqrt(power) * 2 / 8_000;
    }

    private static void await(BooleanSupplier condition) throws Exception {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "did not come true within 10 s");
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }
}
