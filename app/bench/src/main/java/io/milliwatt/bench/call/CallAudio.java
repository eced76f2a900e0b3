package io.milliwatt.bench.call;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.phone.audio.AudioDevice;
import io.milliwatt.phone.audio.AudioDeviceException;
import io.milliwatt.phone.audio.AudioDevices;
import io.milliwatt.phone.audio.AudioFileException;
import io.milliwatt.phone.audio.AudioSink;
import io.milliwatt.phone.audio.AudioSource;
import io.milliwatt.phone.audio.CaptureSink;
import io.milliwatt.phone.audio.CapturingSource;
import io.milliwatt.phone.audio.MicrophoneSource;
import io.milliwatt.phone.audio.SilenceSource;
import io.milliwatt.phone.audio.SpeakerSink;
import io.milliwatt.phone.audio.TeeSink;
import io.milliwatt.phone.audio.ToneSource;
import io.milliwatt.phone.audio.WavSink;
import io.milliwatt.phone.audio.WavSource;
import io.milliwatt.protocol.audio.SignalComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What one call sends and where it is heard, and what can be said about it afterwards.
final class CallAudio {
    private static final double TONE_DBM0 = -10;

    private final AudioSource source;
    private final AudioSink sink;
    private final LoudnessSink loudness;
    private final Optional<CapturingSource> sent;
    private final Optional<CaptureSink> heard;

    private CallAudio(
            AudioSource source,
            AudioSink sink,
            LoudnessSink loudness,
            Optional<CapturingSource> sent,
            Optional<CaptureSink> heard) {
        this.source = source;
        this.sink = sink;
        this.loudness = loudness;
        this.sent = sent;
        this.heard = heard;
    }

    /// Opens files and devices.
    ///
    /// @throws BenchException a file or device cannot be used
    static CallAudio open(AudioChoice choice) throws BenchException {
        try {
            return switch (choice) {
                case AudioChoice.Reference(Optional<Path> recordTo) -> reference(recordTo);
                case AudioChoice.Tone(double frequencyHz, Optional<Path> recordTo) ->
                        virtual(new ToneSource(frequencyHz, TONE_DBM0), recordTo);
                case AudioChoice.WavFile(Path file, Optional<Path> recordTo) ->
                        virtual(WavSource.open(file), recordTo);
                case AudioChoice.Silence(Optional<Path> recordTo) ->
                        virtual(new SilenceSource(), recordTo);
                case AudioChoice.Devices(Optional<String> input, Optional<String> output) ->
                        devices(input, output);
            };
        } catch (AudioFileException failure) {
            throw unusable(failure);
        } catch (AudioDeviceException failure) {
            throw new BenchException(
                    ProblemCode.NO_AUDIO_DEVICE,
                    String.valueOf(failure.getMessage()),
                    "Choose the reference signal instead of microphone and loudspeaker");
        }
    }

    /// The phone's message says what is wrong and, behind the last semicolon, what to do.
    private static BenchException unusable(AudioFileException failure) {
        String text = failure.getMessage();
        int fix = text.lastIndexOf("; ");
        return new BenchException(
                ProblemCode.BAD_AUDIO_FILE,
                fix < 0 ? text : text.substring(0, fix),
                fix < 0
                        ? "Give a PCM WAV file"
                        : text.substring(fix + 2, fix + 3).toUpperCase(Locale.ROOT)
                                + text.substring(fix + 3));
    }

    private static CallAudio reference(Optional<Path> recordTo) throws AudioFileException {
        var loudness = new LoudnessSink();
        var sent = new CapturingSource(new ReferenceSource());
        var heard = new CaptureSink();
        return new CallAudio(
                sent,
                withRecording(new TeeSink(loudness, heard), recordTo),
                loudness,
                Optional.of(sent),
                Optional.of(heard));
    }

    private static CallAudio virtual(AudioSource source, Optional<Path> recordTo)
            throws AudioFileException {
        var loudness = new LoudnessSink();
        try {
            return new CallAudio(
                    source,
                    withRecording(loudness, recordTo),
                    loudness,
                    Optional.empty(),
                    Optional.empty());
        } catch (AudioFileException failure) {
            source.close();
            throw failure;
        }
    }

    private static AudioSink withRecording(AudioSink sink, Optional<Path> recordTo)
            throws AudioFileException {
        return recordTo.isEmpty() ? sink : new TeeSink(sink, WavSink.create(recordTo.get()));
    }

    private static CallAudio devices(Optional<String> input, Optional<String> output)
            throws AudioDeviceException {
        var loudness = new LoudnessSink();
        AudioSource microphone = MicrophoneSource.open(find(AudioDevices.inputs(), input));
        try {
            var speaker = SpeakerSink.open(find(AudioDevices.outputs(), output));
            return new CallAudio(
                    microphone,
                    new TeeSink(loudness, speaker),
                    loudness,
                    Optional.empty(),
                    Optional.empty());
        } catch (AudioDeviceException failure) {
            microphone.close();
            throw failure;
        }
    }

    private static Optional<AudioDevice> find(List<AudioDevice> devices, Optional<String> name) {
        return name.flatMap(wanted ->
                devices.stream().filter(device -> device.name().equals(wanted)).findFirst());
    }

    AudioSource source() {
        return source;
    }

    AudioSink sink() {
        return sink;
    }

    /// Frees what was opened, when no call came of it.
    void discard() {
        source.close();
        sink.close();
    }

    /// What can be said while the call goes on, cheaply.
    AudioResult soFar() {
        return new AudioResult(loudness.heard(), -1, Double.NaN);
    }

    /// Compares what was sent with what was heard, when both are known and it should have come
    /// back. Takes tens of milliseconds.
    AudioResult measure(boolean echoExpected) {
        if (!echoExpected || sent.isEmpty() || heard.isEmpty()) {
            return soFar();
        }
        var result = SignalComparison.compare(sent.get().samples(), heard.get().samples());
        return result.found()
                ? new AudioResult(true, result.delayMillis(), result.snrDb())
                : AudioResult.NONE;
    }
}
