package io.milliwatt.benchmarks;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpReceiver;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.protocol.srtp.SrtpSender;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What SRTP adds to a packet of 20 ms of G.711 that is sent, and to one that is received and sent
/// back.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class SrtpBenchmark {
    @Param public SrtpSuite suite = SrtpSuite.AES_CM_128_HMAC_SHA1_80;

    private final ByteBuffer packet = ByteBuffer.allocateDirect(200);
    private SrtpSender sender = new SrtpSender(key());
    private SrtpReceiver receiver = new SrtpReceiver(key());
    private int sequence;

    private SrtpMasterKey key() {
        return SrtpMasterKey.of(suite, Bytes.of(new byte[suite.keyOctets() + suite.saltOctets()]));
    }

    @Setup(Level.Iteration)
    public void startCall() {
        sender = new SrtpSender(key());
        receiver = new SrtpReceiver(key());
        sequence = 0;
        packet.put(0, (byte) 0x80).put(1, (byte) 8);
    }

    private SrtpResult protectNext() {
        packet.clear().limit(172).putShort(2, (short) sequence++);
        return sender.protect(packet);
    }

    @Benchmark
    public SrtpResult sent() {
        return protectNext();
    }

    @Benchmark
    public SrtpResult sentAndReceived() {
        SrtpResult sent = protectNext();
        if (sent != SrtpResult.OK) {
            throw new IllegalStateException("the packet is good: " + sent);
        }
        return receiver.unprotect(packet);
    }
}
