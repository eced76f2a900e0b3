package io.milliwatt.protocol.audio;

import io.milliwatt.protocol.audio.PacketQueue.Kind;
import io.milliwatt.protocol.rtp.RtpSequence;
import io.milliwatt.protocol.rtp.RtpTimestamp;
import io.milliwatt.protocol.rtp.RtpView;

/// The packets of one source as they come: which belong to it, which are late, twice or of another
/// timeline, and how much later than the fastest of them sound should be played.
final class PacketArrivals {
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long STRAY_NANOS = 2 * NANOS_PER_SECOND;
    private static final int STRAY_NUMBERS = 500;

    final PacketQueue queue = new PacketQueue();

    /// The number that is to be decoded next; what is below comes too late once something was
    /// played.
    long nextNumber;

    boolean everPlayed;

    private final int clockRateHz;
    private final DelayEstimator delay;
    private final StreamCounts counts;
    private boolean hasSource;
    private long ssrc;
    private long originTime;
    private long newestTime;
    private long newestNumber;
    private long lastTransitNanos;
    private boolean hasStray;
    private long strayNumber;
    private long strayTransitNanos;

    PacketArrivals(int clockRateHz, DelayBounds bounds, StreamCounts counts) {
        this.clockRateHz = clockRateHz;
        this.counts = counts;
        delay =
                new DelayEstimator(
                        bounds.leastMillis() * NANOS_PER_MILLI,
                        bounds.initialMillis() * NANOS_PER_MILLI,
                        bounds.mostMillis() * NANOS_PER_MILLI);
    }

    /// @return whether the packet begins a source anew, and what was played before is over
    boolean put(RtpView packet, Kind kind, long nowNanos) {
        boolean anew = !hasSource || packet.ssrc() != ssrc;
        if (anew) {
            startOver(packet);
        }
        long number = RtpSequence.unwrap(newestNumber, packet.sequenceNumber());
        long time = RtpTimestamp.unwrap(newestTime, packet.timestamp());
        long transit = transitNanos(time, nowNanos);
        if (!anew && isStray(number, kind, transit)) {
            boolean confirmed =
                    hasStray
                            && Math.abs(number - strayNumber) < PacketQueue.CAPACITY
                            && Math.abs(transit - strayTransitNanos) < STRAY_NANOS;
            hasStray = true;
            strayNumber = number;
            strayTransitNanos = transit;
            if (!confirmed) {
                counts.dropped++;
                return false;
            }
            startOver(packet);
            anew = true;
            number = newestNumber;
            time = newestTime;
            transit = transitNanos(time, nowNanos);
        }
        hasStray = false;
        if (kind == Kind.AUDIO || anew) {
            lastTransitNanos = transit;
        }
        if (kind == Kind.AUDIO) {
            delay.onPacket(transit);
        }
        enqueue(number, time, kind, packet, transit);
        return anew;
    }

    private void startOver(RtpView packet) {
        queue.clear();
        delay.reset();
        hasSource = true;
        ssrc = packet.ssrc();
        originTime = packet.timestamp();
        newestTime = originTime;
        newestNumber = packet.sequenceNumber();
        nextNumber = newestNumber;
        everPlayed = false;
        hasStray = false;
    }

    /// Whether the packet is so far off that it is of another timeline. The timestamp of an event
    /// is that of its beginning, and says nothing.
    private boolean isStray(long number, Kind kind, long transitNanos) {
        return Math.abs(number - newestNumber) > STRAY_NUMBERS
                || (kind != Kind.EVENT && Math.abs(transitNanos - lastTransitNanos) > STRAY_NANOS);
    }

    private void enqueue(long number, long time, Kind kind, RtpView packet, long transitNanos) {
        if (queue.has(number) || queue.wasTaken(number)) {
            counts.duplicates++;
            return;
        }
        if (everPlayed && number < nextNumber) {
            counts.late++;
            if (kind == Kind.AUDIO) {
                delay.onLate(transitNanos);
            }
            return;
        }
        while (!queue.isFree(number)) { // nobody pulls: the oldest go
            long oldest = queue.first();
            queue.take(oldest);
            nextNumber = Math.max(nextNumber, oldest + 1);
            counts.dropped++;
        }
        newestNumber = Math.max(newestNumber, number);
        newestTime = Math.max(newestTime, time);
        queue.put(
                number,
                time,
                kind,
                packet.buffer(),
                packet.payloadOffset(),
                packet.payloadLength());
    }

    private long transitNanos(long time, long nowNanos) {
        return nowNanos - (time - originTime) * NANOS_PER_SECOND / clockRateHz;
    }

    /// The media time that would be played now with the delay wanted.
    long wantedTime(long nowNanos) {
        long mediaNanos = nowNanos - delay.fastestNanos() - delay.targetNanos();
        return originTime + Math.floorDiv(mediaNanos * clockRateHz, NANOS_PER_SECOND);
    }

    int targetMillis() {
        return (int) (delay.targetNanos() / NANOS_PER_MILLI);
    }

    /// Sound that waits, without what was decoded.
    int waitingMillis() {
        if (queue.isEmpty()) {
            return 0;
        }
        long ticks = Math.max(0, newestTime - queue.time(queue.first()));
        long last = ticks / Math.max(1, queue.size() - 1);
        return (int) ((ticks + last) * 1000 / clockRateHz);
    }
}
