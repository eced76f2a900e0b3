package io.milliwatt.protocol.codec;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.milliwatt.protocol.audio.Resampler;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Opus to mono samples. The library throws on bytes that are no Opus; here they are counted and
/// concealed.
///
/// Deviation: the library is always run at 48 kHz, and what it gives is resampled to another rate
/// (which adds 4 ms), because concentus 1.0.2 drops the lower band of hybrid packets when it is run
/// at less (a test holds the bands to be there).
final class OpusDecoding implements AudioDecoder {
    /// A packet holds at most 120 ms, RFC 6716, section 3.2.5.
    static final int MOST_TICKS = 5760;

    private static final int MAX_OCTETS = 8192;

    private final Opus opus;
    private final byte[] octetsIn = new byte[MAX_OCTETS];
    private final short[] full = new short[MOST_TICKS];
    private final @Nullable Resampler resampler;
    private OpusDecoder decoder;
    private long malformed;

    OpusDecoding(Opus opus) {
        this.opus = opus;
        this.decoder = fresh();
        int rateHz = opus.sampleRateHz();
        this.resampler =
                rateHz == Opus.CLOCK_RATE_HZ
                        ? null
                        : Resampler.streaming(Opus.CLOCK_RATE_HZ, rateHz);
    }

    private static OpusDecoder fresh() {
        try {
            return new OpusDecoder(Opus.CLOCK_RATE_HZ, 1);
        } catch (OpusException e) {
            throw new IllegalArgumentException("no Opus decoder", e);
        }
    }

    @Override
    public int decode(byte[] in, int offset, int octets, short[] out, int outOffset) {
        return decode(ByteBuffer.wrap(in), offset, octets, out, outOffset);
    }

    @Override
    public int decode(ByteBuffer in, int offset, int octets, short[] out, int outOffset) {
        int samples = opus.decodedSamples(in, offset, octets);
        if (samples == 0 || octets > MAX_OCTETS) {
            malformed++;
            return 0;
        }
        in.get(offset, octetsIn, 0, octets);
        if (!run(octetsIn, octets, out, outOffset, samples, false)) {
            malformed++;
            conceal(out, outOffset, samples);
        }
        return samples;
    }

    @Override
    public int conceal(short[] out, int outOffset, int samples) {
        int step = opus.sampleRateHz() / 50; // the library conceals at most what a packet may hold
        for (int done = 0; done < samples; done += step) {
            int count = Math.min(step, samples - done);
            if (!run(null, 0, out, outOffset + done, count, false)) {
                Arrays.fill(out, outOffset + done, outOffset + done + count, (short) 0);
            }
        }
        return samples;
    }

    @Override
    public int recover(
            ByteBuffer next, int offset, int octets, short[] out, int outOffset, int samples) {
        if (octets > MAX_OCTETS || !hasFec(next, offset, octets)) {
            return 0;
        }
        next.get(offset, octetsIn, 0, octets);
        return run(octetsIn, octets, out, outOffset, samples, true) ? samples : 0;
    }

    @Override
    public long malformed() {
        return malformed;
    }

    /// Whether the packet repeats the one before it: a bit behind those for voice activity in a
    /// packet of SILK or hybrid, RFC 6716, section 4.2.3 and 4.2.4. (The bits are coded with even
    /// probability, and so stand in the first octet of the frame as they are.)
    private boolean hasFec(ByteBuffer packet, int offset, int octets) {
        if (octets < 2 || opus.decodedSamples(packet, offset, octets) == 0) {
            return false;
        }
        int first = packet.get(offset) & 0xff;
        int config = first >> 3;
        if (config >= 16 || (first & 3) != 0) {
            return false; // CELT has none; of several frames in a packet the library tells itself
        }
        int frames = config < 12 ? Math.max(1, (config & 3)) : 1;
        return (packet.get(offset + 1) >> (7 - frames) & 1) == 1;
    }

    /// Whether the library took it. After a failure it is started anew, because its memory may be
    /// of any state.
    private boolean run(
            byte @Nullable [] in,
            int octets,
            short[] out,
            int outOffset,
            int samples,
            boolean fec) {
        try {
            int ticks = opus.ticksPer(samples);
            if (resampler == null) {
                return decoder.decode(in, 0, octets, out, outOffset, ticks, fec) == ticks;
            }
            return decoder.decode(in, 0, octets, full, 0, ticks, fec) == ticks
                    && resampler.resample(full, 0, ticks, out, outOffset) == samples;
        } catch (OpusException | RuntimeException | AssertionError e) {
            decoder = fresh();
            return false;
        }
    }
}
