package io.milliwatt.desktop;

import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.inspector.CallReports;
import io.milliwatt.bench.inspector.CaptureCopy;
import io.milliwatt.bench.inspector.CaptureReading;
import io.milliwatt.bench.inspector.Captured;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.inspector.audio.SenderKey;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.NatMap;
import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.inspector.rtp.DecodedAudio;
import io.milliwatt.inspector.rtp.MediaFormat;
import io.milliwatt.inspector.rtp.MediaHints;
import io.milliwatt.inspector.rtp.PacketSeries;
import io.milliwatt.inspector.rtp.PayloadUse;
import io.milliwatt.inspector.rtp.StreamKey;
import io.milliwatt.inspector.rtp.WavFile;
import io.milliwatt.presentation.call.CaptureDesk;
import io.milliwatt.presentation.call.FinishedCall;
import io.milliwatt.presentation.call.StreamCourse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/// Captures on this machine's disks.
final class LocalCaptureDesk implements CaptureDesk {
    private static final int TICKS_PER_SECOND = 10;

    private final Supplier<Engines> engines;

    /// @param engines asked for when a report tells of one
    LocalCaptureDesk(Supplier<Engines> engines) {
        this.engines = engines;
    }

    @Override
    public Opened open(Path file, NatMap known, CaptureProgress progress, BooleanSupplier cancelled)
            throws BenchException {
        Captured captured = CaptureReading.read(file, known, progress, cancelled);
        if (captured.summary().cancelled()) {
            throw new BenchException(ProblemCode.CANCELLED, "Cancelled", "Open it again");
        }
        return new Opened(
                captured.file(), captured.inspection(), captured.summary(), findings(captured));
    }

    private static List<List<Finding>> findings(Captured captured) {
        var findings = new ArrayList<List<Finding>>();
        captured.inspection().calls().forEach(_ -> findings.add(new ArrayList<>()));
        captured.findings().forEach(each -> findings.get(each.call()).add(each.finding()));
        return findings;
    }

    @Override
    public long save(Opened capture, List<Call> calls, Path target, BooleanSupplier cancelled)
            throws BenchException {
        var captured =
                new Captured(capture.file(), capture.summary(), capture.inspection(), List.of());
        return calls.isEmpty()
                ? CaptureCopy.writeAll(captured, target, cancelled)
                : CaptureCopy.write(captured, calls, List.of(), false, target, cancelled);
    }

    @Override
    public List<String> report(FinishedCall call, Instant start, Path target)
            throws BenchException {
        String version = Main.class.getPackage().getImplementationVersion();
        return CallReports.write(
                target,
                call.record(),
                start,
                version == null ? "(not packaged)" : version,
                call.engine(),
                (engine, secrets) -> CallReports.ofEngine(engine, engines.get(), secrets),
                call.capture().map(taken -> taken.taps()));
    }

    @Override
    public StreamCourse course(
            Path capture, StreamKey stream, PayloadUse payload, BooleanSupplier cancelled)
            throws BenchException {
        var hints = new MediaHints();
        hints.expect(
                stream.destination(),
                payload.payloadType(),
                new MediaFormat(payload.codec(), payload.clockRateHz(), 1));
        CaptureFile file = CaptureFile.at(capture);
        try {
            return new StreamCourse(
                    PacketSeries.read(file, stream, hints, CaptureProgress.NONE, cancelled),
                    DecodedAudio.read(
                            file,
                            stream,
                            hints,
                            SenderKey.find(capture, stream),
                            CaptureProgress.NONE,
                            cancelled));
        } catch (IOException e) {
            throw unreadable(capture, e);
        }
    }

    @Override
    public void play(
            DecodedAudio sound,
            double fromMillis,
            DoubleConsumer position,
            BooleanSupplier cancelled)
            throws BenchException {
        var format = new AudioFormat(sound.sampleRateHz(), 16, 1, true, false);
        int tick = sound.sampleRateHz() / TICKS_PER_SECOND;
        ByteBuffer chunk = ByteBuffer.allocate(tick * 2).order(ByteOrder.LITTLE_ENDIAN);
        try (SourceDataLine line = AudioSystem.getSourceDataLine(format)) {
            line.open(format, tick * 4);
            line.start();
            int at = (int) (fromMillis * sound.sampleRateHz() / 1_000);
            while (at < sound.samples().length && !cancelled.getAsBoolean()) {
                int count = Math.min(tick, sound.samples().length - at);
                chunk.clear();
                chunk.asShortBuffer().put(sound.samples(), at, count);
                line.write(chunk.array(), 0, count * 2);
                at += count;
                position.accept(at * 1_000.0 / sound.sampleRateHz());
            }
            if (!cancelled.getAsBoolean()) {
                line.drain();
            }
        } catch (LineUnavailableException | IllegalArgumentException e) {
            throw new BenchException(
                    ProblemCode.NO_AUDIO_DEVICE,
                    "This machine has no loudspeaker to play on",
                    "Export the stream as WAV instead",
                    e);
        }
    }

    @Override
    public void export(DecodedAudio sound, Path target) throws BenchException {
        try {
            var file = new WavFile(target);
            file.onSamples(sound.samples(), sound.samples().length);
            file.close(sound::sampleRateHz);
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    private static BenchException unreadable(Path file, IOException e) {
        return new BenchException(
                ProblemCode.BAD_USAGE,
                file + " cannot be read: " + e.getMessage(),
                "Look whether it is there and may be read: ls -l " + file,
                e);
    }

    private static BenchException unwritable(Path target, IOException e) {
        return new BenchException(
                ProblemCode.BAD_USAGE,
                target + " cannot be written: " + e.getMessage(),
                "Choose a folder with room that may be written",
                e);
    }
}
