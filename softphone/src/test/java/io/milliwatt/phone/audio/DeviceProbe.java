package io.milliwatt.phone.audio;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Runs in a JVM of its own, which has PULSE_SERVER in its environment, and uses the phone's sound
/// devices as a call would: a frame every 20 ms.
final class DeviceProbe {
    private DeviceProbe() {}

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "list" -> {
                AudioDevices.inputs().forEach(device -> System.out.println("input " + device));
                AudioDevices.outputs().forEach(device -> System.out.println("output " + device));
            }
            case "speak" -> speak(Double.parseDouble(args[1]));
            case "hear" -> hear(Path.of(args[1]), false);
            case "lose" -> hear(Path.of(args[1]), true);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void everyFrame(int frames, Runnable work) throws Exception {
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor()) {
            Semaphore done = new Semaphore(0);
            clock.scheduleAtFixedRate(
                    () -> {
                        work.run();
                        done.release();
                    },
                    0,
                    20,
                    TimeUnit.MILLISECONDS);
            done.acquire(frames);
            clock.shutdownNow();
        }
    }

    private static void speak(double frequencyHz) throws Exception {
        AudioDevice device = AudioDevices.outputs().getFirst();
        SpeakerSink sink = SpeakerSink.open(Optional.of(device));
        ToneSource tone = new ToneSource(frequencyHz, 0);
        short[] frame = new short[AudioFrame.SAMPLES];
        System.out.println("open");
        everyFrame(
                200,
                () -> {
                    tone.read(frame);
                    sink.write(frame);
                });
        System.out.println(sink.counts());
        close(sink);
        System.out.println("problem " + sink.problem());
    }

    private static void hear(Path file, boolean untilProblem) throws Exception {
        MicrophoneSource source = MicrophoneSource.open(Optional.empty());
        WavSink recording = WavSink.create(file);
        short[] frame = new short[AudioFrame.SAMPLES];
        System.out.println("open");
        long longestNanos = 0;
        for (int second = 0; second < (untilProblem ? 15 : 4); second++) {
            long[] longest = {0};
            everyFrame(
                    AudioFrame.PER_SECOND,
                    () -> {
                        long begin = System.nanoTime();
                        source.read(frame);
                        longest[0] = Math.max(longest[0], System.nanoTime() - begin);
                        recording.write(frame);
                    });
            longestNanos = Math.max(longestNanos, longest[0]);
            if (untilProblem && source.problem().isPresent()) {
                break;
            }
        }
        System.out.println("last frame silent " + Arrays.equals(frame, new short[frame.length]));
        System.out.println("longest read ms " + Duration.ofNanos(longestNanos).toMillis());
        System.out.println(source.counts());
        System.out.println("problem " + source.problem().orElse("none"));
        recording.close();
        close(source);
    }

    private static void close(AutoCloseable end) throws Exception {
        long begin = System.nanoTime();
        end.close();
        System.out.println("close ms " + Duration.ofNanos(System.nanoTime() - begin).toMillis());
    }
}
