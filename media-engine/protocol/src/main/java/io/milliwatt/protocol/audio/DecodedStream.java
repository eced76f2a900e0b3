package io.milliwatt.protocol.audio;

import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.audio.PacketQueue.Kind;
import io.milliwatt.protocol.codec.AudioDecoder;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.ComfortNoise;
import io.milliwatt.protocol.codec.Opus;
import io.milliwatt.protocol.rtp.RtpView;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Received audio as an even stream of samples: packets of any length and order go in as they come,
/// frames of any rate are pulled at an even pace.
///
/// Packets wait encoded and are decoded in their order, when they are played. The delay follows the
/// network within the bounds of [DelayBounds]: a packet that comes too late raises it at once; it
/// falls slowly, by leaving out silence or a pitch period at a time. A sender with another clock is
/// followed the same way. What is missing is taken from the next packet where that repeats it
/// (Opus), else concealed by the decoder or in the manner of ITU-T G.711, appendix I. A gap of
/// timestamps between consecutive sequence numbers is silence, filled with comfort noise (RFC 3389)
/// when it was described; so is the time of telephone events. A source that starts over, with
/// another SSRC, sequence or timestamp, is followed with its second packet.
///
/// One thread owns a stream. [#pull(short[], long)] is called once for each frame's time; times may
/// be uneven, the average must not.
public final class DecodedStream {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long BETWEEN_GROWTHS_NANOS = 40 * NANOS_PER_MILLI;
    private static final long BETWEEN_CUTS_NANOS = 200 * NANOS_PER_MILLI;
    private static final int STOPPED_MILLIS = 100;
    private static final int SILENT_RMS = 60;
    private static final double EXCESS_WEIGHT = 1 / 16.0;
    private static final int MOST_PACKET_MILLIS = 200;
    private static final int DTX_OCTETS = 2;

    private final AudioEncoding encoding;
    private final AudioDecoder decoder;
    private final int rateHz;
    private final int outHz;
    private final @Nullable Resampler resampler;
    private final StreamCounts counts = new StreamCounts();
    private final PacketArrivals arrivals;
    private final PacketQueue queue;
    private final PacketLossConcealment concealment;
    private final ComfortNoiseGenerator noise;
    private final TimeScale timeScale;
    private final int frame; // 20 ms
    private short[] pending; // decoded, and not pulled yet
    private int pendingCount;

    private boolean playing;
    private long nextTime; // of the end of what was decoded, in ticks
    private int waited; // samples concealed while nothing newer was there
    private int concealedInRow;
    private boolean noisy;
    private boolean decoderIdles; // Opus makes its own noise in pauses
    private double excess; // samples of delay had above what is wanted
    private long lastChangeNanos;

    public DecodedStream(AudioEncoding encoding, int outHz) {
        this(encoding, outHz, DelayBounds.DEFAULT);
    }

    /// @param outHz rate of the frames that are pulled
    public DecodedStream(AudioEncoding encoding, int outHz, DelayBounds bounds) {
        this.encoding =
                encoding instanceof Opus opus && Opus.codesAt(outHz) ? opus.at(outHz) : encoding;
        this.outHz = outHz;
        decoder = this.encoding.newDecoder();
        rateHz = this.encoding.sampleRateHz();
        resampler = rateHz == outHz ? null : Resampler.streaming(rateHz, outHz);
        arrivals = new PacketArrivals(encoding.clockRateHz(), bounds, counts);
        queue = arrivals.queue;
        concealment = new PacketLossConcealment(rateHz);
        noise = new ComfortNoiseGenerator(rateHz);
        timeScale = new TimeScale(rateHz);
        frame = rateHz / 50;
        pending = new short[8 * frame];
    }

    /// Takes a packet of audio.
    public void put(RtpView packet, long nowNanos) {
        put(packet, Kind.AUDIO, nowNanos);
    }

    /// Takes a packet of a telephone event (RFC 4733): it keeps the sequence whole.
    public void putEvent(RtpView packet, long nowNanos) {
        put(packet, Kind.EVENT, nowNanos);
    }

    /// Takes a packet of comfort noise (RFC 3389).
    public void putComfortNoise(RtpView packet, long nowNanos) {
        put(packet, Kind.COMFORT_NOISE, nowNanos);
    }

    private void put(RtpView packet, Kind kind, long nowNanos) {
        if (kind == Kind.AUDIO) {
            int samples =
                    encoding.decodedSamples(
                            packet.buffer(), packet.payloadOffset(), packet.payloadLength());
            if (samples == 0 || samples > rateHz * MOST_PACKET_MILLIS / 1000) {
                counts.malformed++;
                return;
            }
        }
        if (arrivals.put(packet, kind, nowNanos)) {
            playing = false;
            noisy = false;
            waited = 0;
            concealedInRow = 0;
        }
    }

    /// Fills `out` with the frame that is due and says what it is made of: sound that came
    /// ([Playout#FRAME]), at least partly concealment ([Playout#LOST]), or only silence or noise
    /// ([Playout#EMPTY]). Frames of whole milliseconds.
    public Playout pull(short[] out, long nowNanos) {
        int wanted = (int) ((long) out.length * rateHz / outHz);
        if ((long) wanted * outHz != (long) out.length * rateHz) {
            throw new IllegalArgumentException(
                    out.length + " samples of " + outHz + " Hz are none of " + rateHz + " Hz");
        }
        Playout made = pendingCount > 0 ? Playout.FRAME : Playout.EMPTY;
        while (pendingCount < wanted) {
            made = worse(made, produce(wanted - pendingCount, nowNanos));
        }
        if (playing && concealedInRow == 0) {
            followDelay(nowNanos);
            while (pendingCount < wanted) {
                made = worse(made, produce(wanted - pendingCount, nowNanos));
            }
        }
        counts.pulledNanos += NANOS_PER_SECOND * wanted / rateHz;
        if (resampler == null) {
            System.arraycopy(pending, 0, out, 0, wanted);
        } else {
            resampler.resample(pending, 0, wanted, out, 0);
        }
        pendingCount -= wanted;
        System.arraycopy(pending, wanted, pending, 0, pendingCount);
        return made;
    }

    private static Playout worse(Playout a, Playout b) {
        if (a == Playout.LOST || b == Playout.LOST) {
            return Playout.LOST;
        }
        return a == Playout.FRAME ? a : b;
    }

    /// Adds the next samples to what is pending, about `missing` of them where they are made up.
    private Playout produce(int missing, long nowNanos) {
        if (!playing && !begin(nowNanos)) {
            return rest(missing);
        }
        if (queue.has(arrivals.nextNumber)) {
            return next(missing, nowNanos);
        }
        return queue.isEmpty() ? starve(missing) : lose(missing, nowNanos);
    }

    /// Begins to play when the oldest packet has waited long enough.
    private boolean begin(long nowNanos) {
        while (!queue.isEmpty()) {
            long first = queue.first();
            if (queue.kind(first) == Kind.AUDIO) {
                long time = queue.time(first);
                long wantedTime = arrivals.wantedTime(nowNanos) + ticks(pendingCount);
                if (wantedTime < time) {
                    return false;
                }
                arrivals.nextNumber = first;
                nextTime = time;
                arrivals.everPlayed = true;
                playing = true;
                waited = 0;
                concealedInRow = 0;
                excess = samples(wantedTime - time);
                lastChangeNanos = nowNanos;
                return true;
            }
            passOver(first);
        }
        return false;
    }

    /// A packet that is not heard.
    private void passOver(long number) {
        noisy = false;
        if (queue.kind(number) == Kind.COMFORT_NOISE) {
            ByteBuffer payload = queue.payload(number).slice(0, queue.octets(number));
            if (ComfortNoise.parse(payload) instanceof ParseResult.Parsed<ComfortNoise> parsed) {
                noise.describe(parsed.value());
                noisy = true;
            }
        }
        queue.take(number);
        arrivals.nextNumber = number + 1;
        decoderIdles = false;
    }

    /// The next packet is here.
    private Playout next(int missing, long nowNanos) {
        long number = arrivals.nextNumber;
        if (queue.kind(number) != Kind.AUDIO) {
            passOver(number);
            playing = false;
            return produce(missing, nowNanos);
        }
        if (samples(queue.time(number) - nextTime) - waited > frame / 4) {
            playing = false; // the sender was silent
            return produce(missing, nowNanos);
        }
        ByteBuffer payload = queue.payload(number);
        int octets = queue.octets(number);
        makeRoom(encoding.decodedSamples(payload, 0, octets));
        int count = decoder.decode(payload, 0, octets, pending, pendingCount);
        if (!decoderConceals()) {
            concealment.good(pending, pendingCount, count);
        }
        pendingCount += count;
        nextTime = queue.time(number) + ticks(count);
        queue.take(number);
        arrivals.nextNumber = number + 1;
        waited = 0;
        concealedInRow = 0;
        noisy = false;
        decoderIdles = decoderConceals() && octets <= DTX_OCTETS;
        return Playout.FRAME;
    }

    /// The next packet is not here, but one after it is: it is lost.
    private Playout lose(int missing, long nowNanos) {
        long after = queue.first();
        int gap = (int) Math.min(samples(queue.time(after) - nextTime), 10L * rateHz);
        int made = Math.min(waited, Math.max(0, gap)); // the time was filled while waiting
        waited = 0;
        nextTime += ticks(made);
        gap -= made;
        if (gap <= 0 || queue.kind(after) != Kind.AUDIO) {
            counts.lost += after - arrivals.nextNumber;
            arrivals.nextNumber = after;
            return produce(missing, nowNanos);
        }
        if (concealedInRow >= rateHz * STOPPED_MILLIS / 1000) {
            playing = false;
            return produce(missing, nowNanos);
        }
        int count =
                after == arrivals.nextNumber + 1 && gap <= 6 * frame ? gap : Math.min(gap, frame);
        makeRoom(count);
        int recovered =
                count == gap && after == arrivals.nextNumber + 1
                        ? decoder.recover(
                                queue.payload(after),
                                0,
                                queue.octets(after),
                                pending,
                                pendingCount,
                                count)
                        : 0;
        if (recovered > 0) {
            counts.recovered++;
            pendingCount += recovered;
        } else {
            conceal(count);
        }
        nextTime += ticks(count);
        if (count == gap) {
            counts.lost += after - arrivals.nextNumber;
            arrivals.nextNumber = after;
        }
        return recovered > 0 ? Playout.FRAME : Playout.LOST;
    }

    /// Nothing is here: it is late, or the stream has stopped.
    private Playout starve(int missing) {
        if (decoderIdles || concealedInRow >= rateHz * STOPPED_MILLIS / 1000) {
            playing = false;
            return rest(missing);
        }
        conceal(missing);
        waited += missing;
        return Playout.LOST;
    }

    private void conceal(int count) {
        makeRoom(count);
        if (decoder.conceal(pending, pendingCount, count) == 0) {
            concealment.conceal(pending, pendingCount, count);
        }
        pendingCount += count;
        concealedInRow += count;
        counts.concealedNanos += NANOS_PER_SECOND * count / rateHz;
    }

    /// Nothing is to be heard but the background.
    private Playout rest(int count) {
        makeRoom(count);
        if (noisy) {
            noise.fill(pending, pendingCount, count);
        } else if (decoderIdles) {
            decoder.conceal(pending, pendingCount, count);
        } else if (decoderConceals()) {
            Arrays.fill(pending, pendingCount, pendingCount + count, (short) 0);
        } else {
            concealment.silence(pending, pendingCount, count);
        }
        pendingCount += count;
        return Playout.EMPTY;
    }

    private boolean decoderConceals() {
        return encoding instanceof Opus;
    }

    private void makeRoom(int more) {
        if (pending.length < pendingCount + more) {
            pending = Arrays.copyOf(pending, pendingCount + more);
        }
    }

    /// Shortens or lengthens what is pending when more or less delay is had than wanted.
    private void followDelay(long nowNanos) {
        double had = samples(arrivals.wantedTime(nowNanos) - nextTime) + pendingCount;
        excess += (had - excess) * EXCESS_WEIGHT;
        boolean tooLate = excess > frame && nowNanos - lastChangeNanos >= BETWEEN_CUTS_NANOS;
        boolean tooEarly =
                excess < -frame / 2.0 && nowNanos - lastChangeNanos >= BETWEEN_GROWTHS_NANOS;
        if (!tooLate && !tooEarly) {
            return;
        }
        while (pendingCount < timeScale.needed() + (tooLate ? frame : 0)) {
            if (!queue.has(arrivals.nextNumber) || next(0, nowNanos) != Playout.FRAME || !playing) {
                if (tooEarly && playing && excess < -frame) {
                    conceal(frame); // too little is here to lengthen
                    excess += frame;
                    lastChangeNanos = nowNanos;
                }
                return;
            }
        }
        int before = pendingCount;
        if (tooLate && LevelMeter.rms(pending, 0, frame) < SILENT_RMS) {
            pendingCount -= frame;
            System.arraycopy(pending, frame, pending, 0, pendingCount);
        } else if (tooLate) {
            pendingCount = timeScale.shorten(pending, pendingCount);
        } else {
            makeRoom(timeScale.needed());
            pendingCount = timeScale.lengthen(pending, pendingCount);
        }
        excess += pendingCount - before;
        counts.scaled++;
        lastChangeNanos = nowNanos;
    }

    private long ticks(int count) {
        return (long) count * encoding.clockRateHz() / rateHz;
    }

    private long samples(long ticks) {
        return Math.floorDiv(ticks * rateHz, encoding.clockRateHz());
    }

    /// What happened until now.
    public DecodedStreamStatistics statistics() {
        int target = arrivals.targetMillis();
        return counts.statistics(
                target,
                target + (int) Math.round(excess * 1000 / rateHz),
                arrivals.waitingMillis() + pendingCount * 1000 / rateHz);
    }
}
