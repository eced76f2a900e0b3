package io.milliwatt.phone.audio;

import io.milliwatt.phone.audio.AudioDeviceException.Problem;
import io.milliwatt.phone.audio.DeviceLine.LineFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.DataLine;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.Mixer;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/// The door to javax.sound. A sound server that hangs would hang its callers, so every question is
/// asked on one thread of the process and waited for only so long; while that thread hangs all
/// later questions go unanswered, and no more threads are lost.
final class SoundSystem {
    private static final Duration OPEN_LIMIT = Duration.ofSeconds(3);
    private static final int LINE_BUFFERS_PER_SECOND = 25; // 40 ms
    private static final List<LineFormat> FORMATS =
            List.of(
                    new LineFormat(8000, 1),
                    new LineFormat(48_000, 1),
                    new LineFormat(48_000, 2),
                    new LineFormat(44_100, 1),
                    new LineFormat(44_100, 2));
    private static final String INSTEAD =
            "choose virtual audio (a tone, a WAV file or silence) instead";
    private static final ThreadPoolExecutor ASKING = asking();

    private SoundSystem() {}

    private static ThreadPoolExecutor asking() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(
                        1,
                        1,
                        5,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(16),
                        Thread.ofPlatform().daemon().name("sound-system").factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    static List<AudioDevice> devices(Class<? extends DataLine> kind, Duration limit) {
        try {
            return ask(limit, () -> listed(kind), _ -> {});
        } catch (TimeoutException | ExecutionException | InterruptedException unanswered) {
            restoreInterrupt(unanswered);
            return List.of();
        }
    }

    static DeviceLine openInput(Optional<AudioDevice> device) throws AudioDeviceException {
        return open(TargetDataLine.class, "microphone", device);
    }

    static DeviceLine openOutput(Optional<AudioDevice> device) throws AudioDeviceException {
        return open(SourceDataLine.class, "speaker", device);
    }

    /// Answers, or fails after the limit; an answer that comes later goes to `unwanted`.
    static <T> T ask(Duration limit, Callable<T> question, Consumer<T> unwanted)
            throws TimeoutException, ExecutionException, InterruptedException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            ASKING.execute(() -> {
                if (answer.isDone()) {
                    return; // nobody waits any more
                }
                try {
                    T value = question.call();
                    if (!answer.complete(value)) {
                        unwanted.accept(value);
                    }
                } catch (Exception | LinkageError failure) {
                    answer.completeExceptionally(failure); // no native library: LinkageError
                }
            });
        } catch (RejectedExecutionException full) {
            throw new TimeoutException("the sound system still owes many answers");
        }
        try {
            return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | InterruptedException late) {
            if (!answer.cancel(false) && !answer.isCompletedExceptionally()) {
                unwanted.accept(answer.join()); // it came just now
            }
            throw late;
        }
    }

    private static List<AudioDevice> listed(Class<? extends DataLine> kind) {
        List<AudioDevice> devices = new ArrayList<>();
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            if (!supported(AudioSystem.getMixer(info), kind).isEmpty()) {
                devices.add(new AudioDevice(info.getName(), info.getDescription()));
            }
        }
        return List.copyOf(devices);
    }

    private static List<LineFormat> supported(Mixer mixer, Class<? extends DataLine> kind) {
        return FORMATS.stream()
                .filter(format -> mixer.isLineSupported(new DataLine.Info(kind, audio(format))))
                .toList();
    }

    private static AudioFormat audio(LineFormat format) {
        return new AudioFormat(format.sampleRateHz(), 16, format.channels(), true, false);
    }

    private static DeviceLine open(
            Class<? extends DataLine> kind, String what, Optional<AudioDevice> device)
            throws AudioDeviceException {
        try {
            return ask(OPEN_LIMIT, () -> openNow(kind, what, device), DeviceLine::close);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof AudioDeviceException refused) {
                throw refused;
            }
            throw new AudioDeviceException(
                    Problem.NO_DEVICE,
                    "Java cannot reach the sound system ("
                            + failure.getCause()
                            + "); install libasound2, or "
                            + INSTEAD);
        } catch (TimeoutException | InterruptedException unanswered) {
            restoreInterrupt(unanswered);
            throw new AudioDeviceException(
                    Problem.NO_ANSWER,
                    "The sound system did not open the "
                            + what
                            + " within "
                            + OPEN_LIMIT.toSeconds()
                            + " s; restart the sound server, or "
                            + INSTEAD);
        }
    }

    private static DeviceLine openNow(
            Class<? extends DataLine> kind, String what, Optional<AudioDevice> device)
            throws AudioDeviceException {
        boolean listed = false;
        Optional<String> refusal = Optional.empty();
        boolean found = false;
        for (Mixer.Info info : AudioSystem.getMixerInfo()) {
            Mixer mixer = AudioSystem.getMixer(info);
            boolean rightKind = mixer.isLineSupported(new javax.sound.sampled.Line.Info(kind));
            listed |= rightKind;
            if (!rightKind || (device.isPresent() && !device.get().name().equals(info.getName()))) {
                continue;
            }
            found = true;
            for (LineFormat format : supported(mixer, kind)) {
                try {
                    return opened(mixer, kind, format);
                } catch (LineUnavailableException | SecurityException refused) {
                    refusal = Optional.of(info.getName() + ": " + refused.getMessage());
                } catch (IllegalArgumentException noSuchLine) {
                    // says it supports the format, and does not: the next one
                }
            }
        }
        if (refusal.isPresent()) {
            throw new AudioDeviceException(
                    Problem.BUSY,
                    "The %s does not open (%s); close the program that uses it, or %s"
                            .formatted(what, refusal.get(), INSTEAD));
        }
        if (!listed) {
            throw new AudioDeviceException(
                    Problem.NO_DEVICE,
                    "There is no %s: the sound system lists none; plug one in, or %s"
                            .formatted(what, INSTEAD));
        }
        if (!found) {
            throw new AudioDeviceException(
                    Problem.GONE,
                    "The %s \"%s\" is not there (any more); choose another device, or %s"
                            .formatted(what, device.map(AudioDevice::name).orElse(""), INSTEAD));
        }
        throw new AudioDeviceException(
                Problem.NO_FORMAT,
                "The %s has neither 8, 44.1 nor 48 kHz with 16 bit; choose another device, or %s"
                        .formatted(what, INSTEAD));
    }

    private static DeviceLine opened(Mixer mixer, Class<? extends DataLine> kind, LineFormat format)
            throws LineUnavailableException {
        DataLine line = (DataLine) mixer.getLine(new DataLine.Info(kind, audio(format)));
        int bufferBytes = format.sampleRateHz() / LINE_BUFFERS_PER_SECOND * format.frameBytes();
        switch (line) {
            case TargetDataLine input -> input.open(audio(format), bufferBytes);
            case SourceDataLine output -> output.open(audio(format), bufferBytes);
            default -> throw new IllegalArgumentException("no line for audio data: " + line);
        }
        line.start();
        return new OpenLine(line, format);
    }

    private record OpenLine(DataLine line, LineFormat format) implements DeviceLine {
        @Override
        public int transfer(byte[] bytes, int count) {
            return switch (line) {
                case TargetDataLine input -> input.read(bytes, 0, count);
                case SourceDataLine output -> output.write(bytes, 0, count);
                default -> 0;
            };
        }

        @Override
        public void close() {
            line.stop();
            line.flush();
            line.close();
        }
    }

    private static void restoreInterrupt(Exception exception) {
        if (exception instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
