package io.milliwatt.benchmarks;

import io.milliwatt.protocol.audio.Resampler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs to change the sample rate of a frame of 20 ms.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
public class ResamplerBenchmark {
    @Param({"8000-16000", "16000-8000", "8000-48000", "48000-8000", "44100-48000", "48000-44100"})
    public String rates = "8000-16000";

    private Resampler resampler = Resampler.streaming(8_000, 16_000);
    private short[] in = {};
    private short[] out = {};

    @Setup
    public void prepare() {
        int dash = rates.indexOf('-');
        int inHz = Integer.parseInt(rates.substring(0, dash));
        int outHz = Integer.parseInt(rates.substring(dash + 1));
        resampler = Resampler.streaming(inHz, outHz);
        in = new short[inHz / 50];
        for (int i = 0; i < in.length; i++) {
            in[i] = (short) (8_000 * Math.sin(i * 0.4));
        }
        out = new short[resampler.maxOutput(in.length)];
    }

    @Benchmark
    public int frame() {
        return resampler.resample(in, 0, in.length, out, 0);
    }
}
