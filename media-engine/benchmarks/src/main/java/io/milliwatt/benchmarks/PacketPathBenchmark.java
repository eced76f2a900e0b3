package io.milliwatt.benchmarks;

import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.session.RtpOutcome;
import io.milliwatt.protocol.session.RtpSession;
import io.milliwatt.protocol.session.SessionConfig;
import io.milliwatt.transport.SourceLatch;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What an echoed packet costs apart from the two system calls: read the header, latch, count in,
/// patch, count out.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class PacketPathBenchmark {
    private static final long FRAME_NANOS = 20_000_000;

    private final ByteBuffer packet = ByteBuffer.allocateDirect(172);
    private final RtpView view = new RtpView();
    private final short[] samples = new short[160];
    private final byte[] octets = new byte[160];
    private RtpSession session = newSession();
    private SourceLatch latch = newLatch();
    private final InetSocketAddress source = new InetSocketAddress("127.0.0.1", 40_000);
    private int sequence;
    private long nowNanos;

    @Setup(Level.Iteration)
    public void startCall() {
        session = newSession();
        latch = newLatch();
        sequence = 0;
        nowNanos = 0;
        packet.put(0, (byte) 0x80).put(1, (byte) 8);
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) (8_000 * Math.sin(i * 0.4));
        }
    }

    private static RtpSession newSession() {
        return new RtpSession(SessionConfig.audio(1, "bench", 8_000, OptionalInt.of(101), 1));
    }

    private static SourceLatch newLatch() {
        return new SourceLatch(new InetSocketAddress("127.0.0.1", 40_000));
    }

    @Benchmark
    public RtpOutcome echoedPacket() {
        nowNanos += FRAME_NANOS;
        sequence++;
        packet.putShort(2, (short) sequence).putInt(4, sequence * 160).putInt(8, 0x1234);
        packet.clear();
        if (view.wrap(packet) != null || !latch.accept(source, view.ssrc(), nowNanos)) {
            throw new IllegalStateException("the packet is good");
        }
        RtpOutcome outcome = session.onRtpReceived(view, nowNanos);
        view.setSsrc(session.ssrc());
        session.onRtpSent(view, nowNanos);
        return outcome;
    }

    @Benchmark
    public int encodedFrame() {
        return Pcma.INSTANCE.encode(samples, 0, 160, octets, 0);
    }
}
