package io.milliwatt.protocol.audio;

import io.milliwatt.protocol.codec.AudioCodec;
import io.milliwatt.protocol.rtp.RtpSequence;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.rtp.RtpView;

/// A playout buffer: packets of any length and order go in, frames of 20 ms come out at an even
/// pace.
///
/// Samples are kept by their media time. The delay follows the network between 20 and 200 ms (see
/// [DelayEstimator]); it grows by a concealed frame, and shrinks by a frame left out, a silent one
/// if there is one. A gap of timestamps between packets with consecutive sequence numbers is
/// silence the sender did not send; any other gap is loss. A source that starts over, with another
/// SSRC or far from where it was, starts the buffer over.
///
/// One thread owns a buffer. [#take(short[], long)] is called once for each frame's time; times may
/// be uneven, the average must not.
public final class JitterBuffer {
    /// Lost frames in a row after which the stream counts as stopped.
    static final int STOPPED_AFTER = 5;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long BETWEEN_GROWTHS_NANOS = 100 * NANOS_PER_MILLI;
    private static final long BETWEEN_CUTS_NANOS = NANOS_PER_SECOND;
    private static final int LEAST_MILLIS = 20;
    private static final int INITIAL_MILLIS = 60;
    private static final int MOST_MILLIS = 200;
    private static final int FRAME_MILLIS = 20;
    private static final int SILENT_RMS = 60;
    private static final int FAR_BACK_SECONDS = 4;
    private static final double EXCESS_WEIGHT = 1 / 16.0;

    private final int clockRateHz;
    private final int frame;
    private final SampleTimeline timeline = new SampleTimeline();
    private final PacketNeighbours neighbours = new PacketNeighbours();
    private final DelayEstimator delay =
            new DelayEstimator(
                    LEAST_MILLIS * NANOS_PER_MILLI,
                    INITIAL_MILLIS * NANOS_PER_MILLI,
                    MOST_MILLIS * NANOS_PER_MILLI);
    private final short[] decoded = new short[SampleTimeline.CAPACITY / 2];

    private boolean hasSource;
    private long ssrc;
    private long originTime;
    private long newestTime;
    private long newestSequence;
    private long endTime;
    private boolean hasStray;
    private long strayTime;

    /// The media time before which nothing is wanted any more; until the first frame was played,
    /// the oldest there is.
    private long playTime;

    private boolean everPlayed;
    private boolean playing;
    private int lostInRow;
    private int waitedFrames;
    private double excess;
    private long lastChangeNanos;

    private long late;
    private long dropped;
    private long concealed;
    private long duplicates;

    /// @param clockRateHz samples and RTP ticks a second
    public JitterBuffer(int clockRateHz) {
        this.clockRateHz = clockRateHz;
        this.frame = clockRateHz * FRAME_MILLIS / 1000;
    }

    /// Samples in a frame.
    public int frameSamples() {
        return frame;
    }

    /// Puts a packet of audio in; decodes its payload.
    public void put(RtpView packet, AudioCodec codec, long nowNanos) {
        int octets = packet.payloadLength();
        int samples = codec.decodedSamples(packet.buffer(), packet.payloadOffset(), octets);
        if (samples == 0 || samples > decoded.length) {
            dropped++;
            return;
        }
        codec.decode(packet.buffer(), packet.payloadOffset(), octets, decoded, 0);
        put(packet.ssrc(), packet.sequenceNumber(), packet.timestamp(), decoded, samples, nowNanos);
    }

    /// Puts the first `count` of `samples` in, which were sent with these numbers.
    public void put(
            long packetSsrc,
            int sequence,
            long timestamp,
            short[] samples,
            int count,
            long nowNanos) {
        if (!hasSource || packetSsrc != ssrc) {
            startOver(packetSsrc, sequence, timestamp);
        }
        long time = RtpTimestamp.unwrap(newestTime, timestamp);
        if (isStray(time, count)) {
            boolean confirmed = hasStray && Math.abs(time - strayTime) < clockRateHz;
            hasStray = true;
            strayTime = time;
            if (!confirmed) {
                dropped++;
                return;
            }
            startOver(packetSsrc, sequence, timestamp);
            time = newestTime;
        }
        hasStray = false;
        delay.onPacket(nowNanos - (time - originTime) * NANOS_PER_SECOND / clockRateHz);
        if (everPlayed && time + count <= playTime) {
            late++;
            return;
        }
        if (!everPlayed) {
            playTime = Math.min(playTime, time);
        } else if (!playing && endTime <= playTime) {
            playTime = Math.max(playTime, time); // talk goes on after a stop
        }
        if (timeline.isPresent(time + count - 1)) {
            duplicates++;
            return;
        }
        long number = RtpSequence.unwrap(newestSequence, sequence);
        newestTime = Math.max(newestTime, time);
        newestSequence = Math.max(newestSequence, number);
        endTime = Math.max(endTime, time + count);
        neighbours.add(number, time, time + count);
        timeline.silence(Math.max(neighbours.endBefore(number), playTime), time);
        timeline.silence(time + count, neighbours.startAfter(number));
        for (long at = Math.max(time, playTime); at < time + count; at++) {
            timeline.put(at, samples[(int) (at - time)]);
        }
    }

    private void startOver(long newSsrc, int sequence, long timestamp) {
        timeline.clear();
        neighbours.clear();
        delay.reset();
        hasSource = true;
        ssrc = newSsrc;
        originTime = timestamp;
        newestTime = timestamp;
        newestSequence = sequence;
        endTime = timestamp;
        playTime = timestamp;
        everPlayed = false;
        playing = false;
        hasStray = false;
        lostInRow = 0;
        waitedFrames = 0;
    }

    /// Whether the media time is so far off that it is of another timeline, or the ring cannot hold
    /// it.
    private boolean isStray(long time, int count) {
        if (playTime - time > (long) FAR_BACK_SECONDS * clockRateHz) {
            return true;
        }
        boolean stopped = everPlayed && !playing && endTime <= playTime;
        long newest = Math.max(time + count, endTime);
        long oldest = everPlayed ? playTime : Math.min(playTime, time);
        return !stopped && newest - oldest > SampleTimeline.CAPACITY;
    }

    /// Takes the frame that is due: writes [#frameSamples()] samples to `out` when there is one,
    /// else leaves it as it is.
    public Playout take(short[] out, long nowNanos) {
        if (out.length != frame) {
            throw new IllegalArgumentException(
                    "a frame has " + frame + " samples, the array has " + out.length);
        }
        if (!playing && !begin(nowNanos)) {
            return Playout.EMPTY;
        }
        while (waitedFrames > 0 && endTime > playTime && !timeline.hasAll(playTime, frame)) {
            advance(); // waited for in vain: it is lost, and the time is made up for
            waitedFrames--;
        }
        excess += (wantedTime(nowNanos) - playTime - excess) * EXCESS_WEIGHT;
        if (!timeline.hasAll(playTime, frame)) {
            return missing();
        }
        lostInRow = 0;
        waitedFrames = 0;
        if (grows(nowNanos)) {
            return Playout.LOST;
        }
        timeline.copy(playTime, out);
        if (shrinks(out, nowNanos)) {
            timeline.copy(playTime, out);
        }
        advance();
        return Playout.FRAME;
    }

    /// Starts playing when the oldest samples have waited long enough.
    private boolean begin(long nowNanos) {
        long first = playTime;
        while (first < endTime && !timeline.isPresent(first)) {
            first++;
        }
        if (first >= endTime || wantedTime(nowNanos) < first) {
            return false;
        }
        playing = true;
        everPlayed = true;
        playTime = first;
        excess = wantedTime(nowNanos) - first;
        lastChangeNanos = nowNanos;
        lostInRow = 0;
        waitedFrames = 0;
        return true;
    }

    private Playout missing() {
        lostInRow++;
        boolean moreBehind = endTime > playTime;
        if (lostInRow > STOPPED_AFTER) {
            playing = moreBehind;
            if (moreBehind) {
                advance();
            }
            return Playout.EMPTY;
        }
        if (moreBehind) {
            advance();
        } else {
            waitedFrames++;
        }
        concealed++;
        return Playout.LOST;
    }

    /// When less delay is had than wanted, the frame stays and everything from it on is played one
    /// frame later.
    private boolean grows(long nowNanos) {
        if (excess > -frame || nowNanos - lastChangeNanos < BETWEEN_GROWTHS_NANOS) {
            return false;
        }
        lastChangeNanos = nowNanos;
        excess += frame;
        concealed++;
        return true;
    }

    /// When more delay is had than wanted, the frame is left out, if the next one is there.
    private boolean shrinks(short[] due, long nowNanos) {
        boolean silent = LevelMeter.rms(due, 0, frame) < SILENT_RMS;
        if (excess < (silent ? frame : 2L * frame)
                || nowNanos - lastChangeNanos < BETWEEN_CUTS_NANOS
                || !timeline.hasAll(playTime + frame, frame)) {
            return false;
        }
        lastChangeNanos = nowNanos;
        excess -= frame;
        dropped++;
        advance();
        return true;
    }

    private void advance() {
        timeline.drop(playTime, frame);
        playTime += frame;
    }

    /// The media time that would be played now with the delay wanted.
    private long wantedTime(long nowNanos) {
        long mediaNanos = nowNanos - delay.fastestNanos() - delay.targetNanos();
        return originTime + Math.floorDiv(mediaNanos * clockRateHz, NANOS_PER_SECOND);
    }

    /// Packets that came after their time.
    public long late() {
        return late;
    }

    /// Packets and frames left out: to lower the delay, or because they fit nowhere.
    public long dropped() {
        return dropped;
    }

    /// Frames for which [Playout#LOST] was answered.
    public long concealed() {
        return concealed;
    }

    public long duplicates() {
        return duplicates;
    }

    /// The delay aimed at, beyond that of the fastest packet.
    public int targetMillis() {
        return (int) (delay.targetNanos() / NANOS_PER_MILLI);
    }

    /// Media that is waiting.
    public int bufferedMillis() {
        return (int) (Math.max(0, endTime - playTime) * 1000 / clockRateHz);
    }
}
