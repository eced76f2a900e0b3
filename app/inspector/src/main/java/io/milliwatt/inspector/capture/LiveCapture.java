package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.FrameSink;
import io.milliwatt.inspector.packet.PacketDecoder;
import io.milliwatt.inspector.packet.PacketSink;

/// A capture that is still being written, as by `tcpdump -U -w -`: bytes in any portions in,
/// packets out as soon as they are whole. pcap and pcapng, not compressed. One thread.
///
/// ```java
/// LiveCapture live = LiveCapture.ofPackets(streams).asTap(3, "engine in");
/// for (int n; (n = tcpdump.read(chunk)) >= 0; ) live.feed(chunk, 0, n);
/// live.end();
/// ```
public final class LiveCapture {
    private final FrameSink sink;
    private long clockShiftNanos;

    private LiveCapture(FrameSink sink) {
        this.sink = sink;
    }

    /// Gives datagrams and TCP bytes.
    public static LiveCapture ofPackets(PacketSink sink) {
        return new LiveCapture(new PacketDecoder(sink));
    }

    /// Gives frames: to write them with [PcapNgWriter], and to a [PacketDecoder] as well.
    public static LiveCapture ofFrames(FrameSink sink) {
        return new LiveCapture(sink);
    }

    /// Says all of its frames are of this tap, whatever interfaces the bytes name. Without it, taps
    /// are counted from 0 as in a file.
    public LiveCapture asTap(int tap, String name) {
        return this;
    }

    /// Nanoseconds that are added to the time of each frame from now on: to bring several taps to
    /// one clock.
    public void shiftClock(long nanos) {
        clockShiftNanos = nanos;
    }

    /// The next bytes of it.
    public void feed(byte[] bytes, int offset, int length) {
        if (length < 0) {
            sink.onFrame(new Frame().seen(0, clockShiftNanos, 0, 0)); // being written
        }
    }

    /// Nothing more comes: what is incomplete is told as a problem.
    public void end() {
        // being written
    }

    /// How it stands.
    public CaptureSummary summary() {
        return CaptureSummary.NOTHING;
    }
}
