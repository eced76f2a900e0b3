package io.milliwatt.protocol.audio;

import io.milliwatt.protocol.codec.AudioEncoder;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.Pcmu;
import io.milliwatt.protocol.rtp.RtpPacket;
import io.milliwatt.protocol.rtp.RtpView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;

/// A simulated path: audio is coded and cut into packets, packets are delayed or lost, put into a
/// stream and played each 20 ms.
final class NetworkPath {
    static final long MILLI = 1_000_000;
    static final int FRAME = 160;
    static final int EVENT_TYPE = 101;
    static final int NOISE_TYPE = 13;
    private static final long START = -7_000_000_000_000L;

    private record Arriving(RtpPacket packet, long atNanos) {}

    final DecodedStream stream;
    final List<Playout> playouts = new ArrayList<>();
    final List<Integer> delaysMillis = new ArrayList<>();
    final AudioEncoding encoding;
    private final int outHz;
    private final List<Arriving> arriving = new ArrayList<>();
    int packetSamples;
    int firstSequence = 65_500;
    long firstTimestamp = 0xffff_f000L;
    double senderClockPpm;
    IntToLongFunction delayNanos = _ -> 10 * MILLI;
    IntPredicate lost = _ -> false;
    IntPredicate suppressed = _ -> false;
    IntPredicate event = _ -> false;
    byte[] noiseAfterTalk = {};
    IntToLongFunction playoutJitterNanos = _ -> 0;

    NetworkPath() {
        this(Pcmu.INSTANCE, 8_000);
    }

    NetworkPath(AudioEncoding encoding, int outHz) {
        this(encoding, outHz, DelayBounds.DEFAULT);
    }

    NetworkPath(AudioEncoding encoding, int outHz, DelayBounds bounds) {
        this.encoding = encoding;
        this.outHz = outHz;
        packetSamples = encoding.sampleRateHz() / 50;
        stream = new DecodedStream(encoding, outHz, bounds);
    }

    /// A delay drawn evenly from `least` to `most` milliseconds for each packet.
    static IntToLongFunction between(int least, int most) {
        Random random = new Random(42);
        return _ -> least * MILLI + (long) (random.nextDouble() * (most - least) * MILLI);
    }

    /// What is heard, from the moment the first sample is sent until 400 ms after the last.
    short[] play(short[] sent) {
        int sequence = firstSequence;
        AudioEncoder encoder = encoding.newEncoder();
        long eventTime = 0;
        boolean talked = false;
        double nanosPerSample = 1e9 / encoding.sampleRateHz() / (1 + senderClockPpm / 1e6);
        for (int i = 0; (i + 1) * packetSamples <= sent.length; i++) {
            byte[] payload = new byte[encoding.maxEncodedSize(packetSamples)];
            int octets = encoder.encode(sent, i * packetSamples, packetSamples, payload, 0);
            int type = 0;
            long timestamp = firstTimestamp + (long) i * encoding.ticksPer(packetSamples);
            if (event.test(i)) {
                eventTime = i > 0 && event.test(i - 1) ? eventTime : timestamp;
                timestamp = eventTime;
                type = EVENT_TYPE;
                octets = 4;
            } else if (suppressed.test(i)) {
                if (noiseAfterTalk.length == 0 || !talked) {
                    continue;
                }
                type = NOISE_TYPE;
                payload = noiseAfterTalk;
                octets = payload.length;
            }
            talked = type == 0;
            if (!lost.test(i)) {
                long sentNanos = START + (long) ((i + 1L) * packetSamples * nanosPerSample);
                arriving.add(
                        new Arriving(
                                RtpPacket.of(
                                        type,
                                        sequence & 0xffff,
                                        timestamp & 0xffff_ffffL,
                                        7,
                                        Arrays.copyOf(payload, octets)),
                                sentNanos + delayNanos.applyAsLong(i)));
            }
            sequence++;
        }
        arriving.sort(Comparator.comparingLong(Arriving::atNanos));
        return playAll((int) (sent.length * 50L / encoding.sampleRateHz()) + 20);
    }

    private short[] playAll(int frames) {
        short[] frame = new short[outHz / 50];
        short[] heard = new short[frames * frame.length];
        RtpView view = new RtpView();
        int next = 0;
        for (int i = 0; i < frames; i++) {
            long now = START + 20L * i * MILLI + playoutJitterNanos.applyAsLong(i);
            while (next < arriving.size() && arriving.get(next).atNanos() <= now) {
                if (view.wrap(arriving.get(next).packet().toBuffer()) != null) {
                    throw new AssertionError("not RTP");
                }
                long at = arriving.get(next).atNanos();
                switch (view.payloadType()) {
                    case EVENT_TYPE -> stream.putEvent(view, at);
                    case NOISE_TYPE -> stream.putComfortNoise(view, at);
                    default -> stream.put(view, at);
                }
                next++;
            }
            playouts.add(stream.pull(frame, now));
            delaysMillis.add(stream.statistics().delayMillis());
            System.arraycopy(frame, 0, heard, i * frame.length, frame.length);
        }
        return heard;
    }

    long count(Playout kind) {
        return playouts.stream().filter(playout -> playout == kind).count();
    }
}
