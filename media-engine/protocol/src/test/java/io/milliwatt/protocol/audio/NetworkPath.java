package io.milliwatt.protocol.audio;

import io.milliwatt.protocol.codec.AudioCodec;
import io.milliwatt.protocol.codec.Pcmu;
import io.milliwatt.protocol.rtp.RtpPacket;
import io.milliwatt.protocol.rtp.RtpView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/// A simulated path: audio is coded and cut into packets, packets are delayed or lost, put into a
/// jitter buffer and played each 20 ms.
final class NetworkPath {
    static final long MILLI = 1_000_000;
    static final int FRAME = 160;
    private static final long START = -7_000_000_000_000L;

    private record Arriving(RtpPacket packet, long atNanos) {}

    final JitterBuffer buffer = new JitterBuffer(8000);
    final PacketLossConcealment concealment = new PacketLossConcealment(8000);
    final List<Playout> playouts = new ArrayList<>();
    final AudioCodec codec;
    private final List<Arriving> arriving = new ArrayList<>();
    int packetSamples = FRAME;
    int firstSequence = 65_500;
    long firstTimestamp = 0xffff_f000L;
    IntToLongFunction delayNanos = _ -> 10 * MILLI;
    IntPredicate lost = _ -> false;
    IntPredicate suppressed = _ -> false;
    IntToLongFunction playoutJitterNanos = _ -> 0;

    NetworkPath() {
        this(Pcmu.INSTANCE);
    }

    NetworkPath(AudioCodec codec) {
        this.codec = codec;
    }

    /// A delay drawn evenly from `least` to `most` milliseconds for each packet.
    static IntToLongFunction between(int least, int most) {
        Random random = new Random(42);
        return _ -> least * MILLI + (long) (random.nextDouble() * (most - least) * MILLI);
    }

    /// What is heard, from the moment the first sample is sent until 400 ms after the last.
    short[] play(short[] sent) {
        int sequence = firstSequence;
        for (int i = 0; (i + 1) * packetSamples <= sent.length; i++) {
            if (suppressed.test(i)) {
                continue;
            }
            byte[] payload = new byte[packetSamples];
            codec.encode(sent, i * packetSamples, packetSamples, payload, 0);
            long timestamp = (firstTimestamp + (long) i * packetSamples) & 0xffff_ffffL;
            if (!lost.test(i)) {
                long sentNanos = START + (i + 1L) * packetSamples * MILLI / 8;
                arriving.add(
                        new Arriving(
                                RtpPacket.of(0, sequence & 0xffff, timestamp, 7, payload),
                                sentNanos + delayNanos.applyAsLong(i)));
            }
            sequence++;
        }
        arriving.sort(Comparator.comparingLong(Arriving::atNanos));
        return playAll(sent.length / FRAME + 20);
    }

    private short[] playAll(int frames) {
        short[] heard = new short[frames * FRAME];
        short[] frame = new short[FRAME];
        RtpView view = new RtpView();
        int next = 0;
        for (int i = 0; i < frames; i++) {
            long now = START + 20L * i * MILLI + playoutJitterNanos.applyAsLong(i);
            while (next < arriving.size() && arriving.get(next).atNanos() <= now) {
                if (view.wrap(arriving.get(next).packet().toBuffer()) != null) {
                    throw new AssertionError("not RTP");
                }
                buffer.put(view, codec, arriving.get(next).atNanos());
                next++;
            }
            Playout playout = buffer.take(frame, now);
            playouts.add(playout);
            switch (playout) {
                case FRAME -> concealment.good(frame, 0, FRAME);
                case LOST -> concealment.conceal(frame, 0, FRAME);
                case EMPTY -> concealment.silence(frame, 0, FRAME);
            }
            System.arraycopy(frame, 0, heard, i * FRAME, FRAME);
        }
        return heard;
    }

    long count(Playout kind) {
        return playouts.stream().filter(playout -> playout == kind).count();
    }
}
