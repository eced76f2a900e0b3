package io.milliwatt.protocol.codec;

import io.milliwatt.protocol.audio.PacketLossConcealment;
import io.milliwatt.protocol.audio.Resampler;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// From one encoding to another, with packets of another duration: decodes, changes the sample
/// rate, and encodes packet by packet. It wants payloads in their order; a lost one is told with
/// [#lost]. One thread owns it.
///
/// ```java
/// transcoder.put(payload, offset, octets);
/// for (int octets = transcoder.take(out, 0); octets > 0; octets = transcoder.take(out, 0)) {
///     send(out, octets);
///     timestamp += transcoder.packetTicks();
/// }
/// ```
public final class Transcoder {
    private static final int MOST_WAITING_MILLIS = 500;

    private final AudioEncoding from;
    private final AudioEncoding to;
    private final AudioDecoder decoder;
    private final AudioEncoder encoder;
    private final PacketLossConcealment concealment;
    private final @Nullable Resampler resampler;
    private final int packetSamples;
    private final int mostWaiting;
    private short[] decoded = new short[0];
    private short[] waiting = new short[0];
    private int waitingCount;

    /// @param packetMillis duration of the packets that come out
    public Transcoder(AudioEncoding from, AudioEncoding to, int packetMillis) {
        // Opus changes the rate by itself
        this.from = from;
        this.to = to instanceof Opus opus && usableBy(from) ? opus.at(from.sampleRateHz()) : to;
        decoder = from.newDecoder();
        encoder = this.to.newEncoder();
        concealment = new PacketLossConcealment(from.sampleRateHz());
        int outHz = this.to.sampleRateHz();
        resampler =
                from.sampleRateHz() == outHz
                        ? null
                        : Resampler.streaming(from.sampleRateHz(), outHz);
        packetSamples = outHz * packetMillis / 1000;
        mostWaiting = Math.max(packetSamples, outHz * MOST_WAITING_MILLIS / 1000);
    }

    private static boolean usableBy(AudioEncoding from) {
        return Opus.codesAt(from.sampleRateHz());
    }

    /// Takes `octets` of `payload` from absolute index `offset`. What is no payload is left out.
    public void put(ByteBuffer payload, int offset, int octets) {
        int samples = from.decodedSamples(payload, offset, octets);
        makeRoom(samples);
        int count = decoder.decode(payload, offset, octets, decoded, 0);
        concealment.good(decoded, 0, count);
        add(count);
    }

    /// So many samples of the incoming encoding are missing: they are concealed.
    public void lost(int samples) {
        makeRoom(samples);
        if (decoder.conceal(decoded, 0, samples) == 0) {
            concealment.conceal(decoded, 0, samples);
        }
        add(samples);
    }

    private void makeRoom(int samples) {
        if (decoded.length < samples) {
            decoded = new short[samples];
        }
    }

    private void add(int count) {
        int more = resampler == null ? count : resampler.maxOutput(count);
        if (waiting.length < waitingCount + more) {
            waiting = Arrays.copyOf(waiting, waitingCount + more);
        }
        if (resampler == null) {
            System.arraycopy(decoded, 0, waiting, waitingCount, count);
            waitingCount += count;
        } else {
            waitingCount += resampler.resample(decoded, 0, count, waiting, waitingCount);
        }
        if (waitingCount > mostWaiting) {
            drop(waitingCount - mostWaiting); // nobody takes: keep the newest
        }
    }

    private void drop(int samples) {
        System.arraycopy(waiting, samples, waiting, 0, waitingCount - samples);
        waitingCount -= samples;
    }

    /// Writes the next packet to `out` from `offset` and returns its octets; 0 when what is there
    /// does not fill one.
    public int take(byte[] out, int offset) {
        if (waitingCount < packetSamples) {
            return 0;
        }
        int octets = encoder.encode(waiting, 0, packetSamples, out, offset);
        drop(packetSamples);
        return octets;
    }

    /// Most octets of a packet.
    public int maxPacketOctets() {
        return to.maxEncodedSize(packetSamples);
    }

    /// How far the RTP timestamp goes on with a packet.
    public int packetTicks() {
        return to.ticksPer(packetSamples);
    }
}
