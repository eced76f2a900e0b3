package io.milliwatt.phone.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Microphone and speaker on a device whose clock is moved by hand.
@Timeout(60)
class DeviceEndsTest {
    private static final String DEAD_MICROPHONE =
            "The microphone is gone: the call goes on without it; hang up and choose another device"
                    + " or virtual audio";

    /// Gives a tone, the same in every channel.
    private static FakeLine toneLine(int rateHz, int channels, double frequencyHz) {
        int[] at = {0};
        return new FakeLine(
                rateHz,
                channels,
                (bytes, count) -> {
                    ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
                    for (int i = 0; i < count / 2 / channels; i++) {
                        double value = Math.sin(2 * Math.PI * frequencyHz * at[0]++ / rateHz);
                        for (int channel = 0; channel < channels; channel++) {
                            block.putShort((short) Math.round(16_000 * value));
                        }
                    }
                });
    }

    private static void awaitProblem(Supplier<Optional<String>> problem) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (problem.get().isEmpty()) {
            assertTrue(System.nanoTime() < deadline, "no problem is told");
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource({"8000,1", "48000,1", "48000,2", "44100,1", "44100,2"})
    void microphoneOfAnyRateGivesTheToneAtEightKilohertz(int rateHz, int channels) {
        FakeLine line = toneLine(rateHz, channels, 1004);
        try (MicrophoneSource source = new MicrophoneSource(line)) {
            short[] heard = new short[100 * 160];
            short[] frame = new short[160];
            for (int i = 0; i < 110; i++) {
                line.tick();
                source.read(frame);
                if (i >= 10) {
                    System.arraycopy(frame, 0, heard, (i - 10) * 160, 160);
                }
            }
            assertEquals(16_000 / 32_768.0, Signals.amplitude(heard, 1004, 8000), 0.002);
            assertTrue(Signals.amplitude(heard, 1500, 8000) < 1e-4);
            assertEquals(new BufferCounts(0, 0, 0, 0), source.counts());
            assertTrue(source.problem().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({"8000,1", "48000,1", "48000,2", "44100,1", "44100,2"})
    void speakerOfAnyRateGetsTheTone(int rateHz, int channels) {
        ByteArrayOutputStream played = new ByteArrayOutputStream();
        FakeLine line = new FakeLine(rateHz, channels, (b, count) -> played.write(b, 0, count));
        try (SpeakerSink sink = new SpeakerSink(line)) {
            ToneSource tone = new ToneSource(1004, 0);
            short[] frame = new short[160];
            for (int i = 0; i < 110; i++) {
                tone.read(frame);
                sink.write(frame);
                line.tick();
            }
            assertEquals(new BufferCounts(0, 0, 0, 0), sink.counts());
            assertTrue(sink.problem().isEmpty());
        }
        ByteBuffer bytes = ByteBuffer.wrap(played.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        short[] left = new short[bytes.capacity() / 2 / channels];
        for (int i = 0; i < left.length; i++) {
            left[i] = bytes.getShort(2 * i * channels);
            assertEquals(left[i], bytes.getShort(2 * (i * channels + channels - 1)));
        }
        short[] steady = Arrays.copyOfRange(left, rateHz / 5, 2 * rateHz);
        assertEquals(Math.pow(10, -3.14 / 20), Signals.amplitude(steady, 1004, rateHz), 0.002);
        assertTrue(Signals.amplitude(steady, 1500, rateHz) < 1e-4);
    }

    @Test
    void silenceIsPlayedWhileTheCallGivesNothing() {
        ByteArrayOutputStream played = new ByteArrayOutputStream();
        FakeLine line = new FakeLine(8000, 1, (b, count) -> played.write(b, 0, count));
        try (SpeakerSink _ = new SpeakerSink(line)) {
            line.tick();
            line.tick();
        }
        assertArrayEquals(new byte[640], played.toByteArray());
    }

    @Test
    void microphoneThatIsUnpluggedIsSilenceAndSaysSo() throws Exception {
        FakeLine line = toneLine(8000, 1, 500);
        try (MicrophoneSource source = new MicrophoneSource(line)) {
            short[] frame = new short[160];
            for (int i = 0; i < 5; i++) {
                line.tick();
                source.read(frame);
            }
            line.unplug();
            awaitProblem(source::problem);
            assertEquals(DEAD_MICROPHONE, source.problem().get());
            for (int i = 0; i < 10; i++) {
                source.read(frame);
            }
            assertArrayEquals(new short[160], frame);
        }
    }

    @Test
    void microphoneThatHangsIsNoticedAfterTwoSecondsOfFrames() {
        FakeLine line = toneLine(8000, 1, 500); // never ticks
        try (MicrophoneSource source = new MicrophoneSource(line)) {
            short[] frame = new short[160];
            for (int i = 0; i < 99; i++) {
                source.read(frame);
            }
            assertTrue(source.problem().isEmpty());
            source.read(frame);
            assertTrue(source.problem().get().startsWith("The microphone has stopped: "));
        }
    }

    @Test
    void speakerThatHangsNeverBlocksTheCall() {
        FakeLine line = new FakeLine(48_000, 2, (_, _) -> {});
        try (SpeakerSink sink = new SpeakerSink(line)) {
            line.awaitIdle(); // holds a block, and never takes another
            short[] frame = new short[160];
            for (int i = 0; i < 109; i++) {
                sink.write(frame);
            }
            assertTrue(sink.problem().isEmpty());
            sink.write(frame);
            assertTrue(sink.problem().get().startsWith("The speaker has stopped: "));
            assertEquals(100, sink.counts().overruns());
        }
    }

    @Test
    void speakerThatIsUnpluggedIsTold() throws Exception {
        FakeLine line = new FakeLine(8000, 1, (_, _) -> {});
        try (SpeakerSink sink = new SpeakerSink(line)) {
            line.tick();
            line.unplug();
            awaitProblem(sink::problem);
            assertTrue(sink.problem().get().startsWith("The speaker is gone: "));
            sink.write(new short[160]);
        }
    }

    @Test
    void closingIsNoProblemAndReturnsSoonEvenWhenTheDriverHangs() {
        FakeLine line = toneLine(8000, 1, 500);
        line.letCloseHang();
        MicrophoneSource source = new MicrophoneSource(line);
        line.tick();
        long begin = System.nanoTime();
        source.close();
        source.close();
        long tookMillis = (System.nanoTime() - begin) / 1_000_000;
        assertTrue(tookMillis < 1000, "150 ms and what a busy machine adds, took " + tookMillis);
        assertTrue(source.problem().isEmpty());
    }
}
