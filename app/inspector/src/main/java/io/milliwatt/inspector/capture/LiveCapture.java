package io.milliwatt.inspector.capture;

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
    /// Grows with the longest frame.
    private static final int WINDOW = 64 << 10;

    private final CaptureWindow window;

    private final Runnable whenEnded;

    private LiveCapture(FrameSink sink, ProblemLog problems, Runnable whenEnded) {
        window = new CaptureWindow(WINDOW, sink, problems);
        this.whenEnded = whenEnded;
    }

    /// Gives datagrams and TCP bytes.
    public static LiveCapture ofPackets(PacketSink sink) {
        ProblemLog problems = new ProblemLog();
        PacketDecoder decoder = new PacketDecoder(sink, problems);
        return new LiveCapture(decoder, problems, decoder::finish);
    }

    /// Gives frames: to write them with [PcapNgWriter], and to a [PacketDecoder] as well.
    public static LiveCapture ofFrames(FrameSink sink) {
        return new LiveCapture(sink, new ProblemLog(), () -> {});
    }

    /// Says all of its frames are of this tap, whatever interfaces the bytes name. Without it, taps
    /// are counted from 0 as in a file. To be said before the first bytes.
    public LiveCapture asTap(int tap, String name) {
        window.emitter().fixTap(tap, name);
        return this;
    }

    /// Nanoseconds that are added to the time of each frame from now on: to bring several taps to
    /// one clock.
    public void shiftClock(long nanos) {
        window.emitter().shiftClock(nanos);
    }

    /// The next bytes of it.
    public void feed(byte[] bytes, int offset, int length) {
        window.feed(bytes, offset, length);
    }

    /// Nothing more comes: what is incomplete is told as a problem, what waited for missing octets
    /// is given.
    public void end() {
        window.finish();
        whenEnded.run();
    }

    /// Whether its bytes cannot be read any further: who feeds it may stop.
    public boolean isGivenUp() {
        return window.isGivenUp();
    }

    /// Frames so far.
    public long packets() {
        return window.emitter().packets();
    }

    /// How it stands.
    public CaptureSummary summary() {
        return window.summary(false);
    }
}
