package io.milliwatt.benchmarks;

import io.milliwatt.protocol.audio.ConferenceMixer;
import io.milliwatt.protocol.audio.DecodedStream;
import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.rtp.RtpView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What 20 ms of one party of a G.711 conference cost, of a hundred in all: a packet into the
/// jitter buffer, decode, mix, encode. 20 µs are a thousand parties on a core.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class ConferenceBenchmark {
    private static final int PARTIES = 100;
    private static final int FRAME = 160;
    private static final long FRAME_NANOS = 20_000_000;

    /// Parties in each conference.
    @Param({"100", "5"})
    public int size = PARTIES;

    /// How many of each conference speak; 100 stands for all.
    @Param({"2", "100"})
    public int speakers = 2;

    private record Member(DecodedStream stream, ConferenceMixer.Party party, boolean speaks) {}

    private final List<ConferenceMixer> conferences = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final ByteBuffer talk = packet(8_000);
    private final ByteBuffer quiet = packet(0);
    private final RtpView view = new RtpView();
    private final short[] frame = new short[FRAME];
    private final byte[] out = new byte[FRAME];
    private int sequence;
    private long nowNanos;

    private static ByteBuffer packet(int amplitude) {
        short[] samples = new short[FRAME];
        for (int i = 0; i < FRAME; i++) {
            samples[i] = (short) (amplitude * Math.sin(i * 0.4));
        }
        byte[] octets = new byte[FRAME];
        Pcma.INSTANCE.encode(samples, 0, FRAME, octets, 0);
        return ByteBuffer.allocateDirect(12 + FRAME).put(12, octets).put(0, (byte) 0x80);
    }

    @Setup
    public void join() {
        for (int i = 0; i < PARTIES; i += size) {
            var conference = new ConferenceMixer(8_000, FRAME);
            conferences.add(conference);
            for (int k = 0; k < size; k++) {
                members.add(
                        new Member(
                                new DecodedStream(Pcma.INSTANCE, 8_000),
                                conference.join(Pcma.INSTANCE),
                                k < speakers));
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(PARTIES)
    public int party() {
        nowNanos += FRAME_NANOS;
        sequence++;
        for (Member member : members) {
            ByteBuffer packet = member.speaks ? talk : quiet;
            packet.putShort(2, (short) sequence).putInt(4, sequence * FRAME).putInt(8, 0x1234);
            packet.clear();
            if (view.wrap(packet) != null) {
                throw new IllegalStateException("the packet is good");
            }
            member.stream.put(view, nowNanos);
            member.stream.pull(frame, nowNanos);
            member.party.speak(frame, 0);
        }
        for (ConferenceMixer conference : conferences) {
            conference.mix();
        }
        int octets = 0;
        for (Member member : members) {
            octets += member.party.encode(out, 0);
        }
        return octets;
    }
}
