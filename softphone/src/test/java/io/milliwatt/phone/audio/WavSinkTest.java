package io.milliwatt.phone.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.milliwatt.phone.audio.AudioFileException.Problem;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class WavSinkTest {
    @TempDir Path directory;

    private static void write(AudioSink sink, short[] samples) {
        short[] frame = new short[AudioFrame.SAMPLES];
        for (int from = 0; from < samples.length; from += frame.length) {
            System.arraycopy(samples, from, frame, 0, frame.length);
            sink.write(frame);
        }
    }

    private static short[] samples(byte[] file) throws AudioFileException {
        return WavReader.read(Path.of("disk.wav"), new ByteArrayInputStream(file), file.length)
                .samples();
    }

    @Test
    void recordingReadsBackBitByBit() throws Exception {
        Path file = directory.resolve("heard.wav");
        Files.writeString(
                file, "what was there before is replaced, and this is long enough to see");
        short[] tone = Signals.read(new ToneSource(1004, 0), 120);
        WavSink sink = WavSink.create(file);
        write(sink, tone);
        sink.close();
        sink.close();
        write(sink, tone); // after the end: ignored
        assertTrue(sink.problem().isEmpty());
        assertEquals(0, sink.lostFrames());
        WavSource source = WavSource.open(file);
        assertEquals("PCM, 16 bit, 8,000 Hz, mono", source.description());
        assertEquals(Duration.ofMillis(2400), source.duration());
        assertArrayEquals(tone, Signals.read(source, 120));
    }

    @Test
    void recordingOfNothingIsAFileOf44Bytes() throws Exception {
        Path file = directory.resolve("nothing.wav");
        WavSink.create(file).close();
        assertEquals(44, Files.size(file));
        assertEquals(
                Problem.EMPTY,
                assertThrows(AudioFileException.class, () -> WavSource.open(file)).problem());
    }

    @Test
    void headerIsRightEverySecondWhileRecording() throws Exception {
        FakeDisk disk = new FakeDisk(10_000_000);
        WavSink sink = new WavSink(Path.of("disk.wav"), disk, () -> true);
        short[] tone = Signals.read(new ToneSource(500, -3), 55);
        write(sink, tone);
        disk.headerWritten.acquire(); // after 50 frames
        assertEquals(8000, samples(disk.content()).length);
        sink.close();
        assertArrayEquals(tone, samples(disk.content()));
    }

    @Test
    void fullDiskEndsTheRecordingNotTheCall() throws Exception {
        FakeDisk disk = new FakeDisk(44 + 20_001);
        WavSink sink = new WavSink(Path.of("disk.wav"), disk, () -> true);
        write(sink, Signals.read(new ToneSource(500, -3), 100));
        disk.closed.await();
        sink.close();
        assertEquals("Recording to disk.wav ended: No space left on device", sink.problem().get());
        assertEquals(10_000, samples(disk.content()).length, "what was written can be played");
        write(sink, new short[1600]);
    }

    @Test
    void deletedFileEndsTheRecordingWithTheReason() throws Exception {
        Path file = directory.resolve("heard.wav");
        WavSink sink = WavSink.create(file);
        Files.delete(file);
        write(sink, new short[160 * 60]);
        sink.close();
        assertTrue(sink.problem().get().contains("deleted, moved or replaced"));
    }

    @Test
    void slowDiskNeverBlocksAndLeavesSilence() throws Exception {
        FakeDisk disk = new FakeDisk(10_000_000);
        disk.permits.drainPermits();
        WavSink sink = new WavSink(Path.of("disk.wav"), disk, () -> true);
        short[] frame = new short[160];
        for (int i = 1; i <= 400; i++) {
            Arrays.fill(frame, (short) i);
            sink.write(frame);
        }
        long lost = sink.lostFrames();
        assertTrue(lost == 149 || lost == 150, lost + " lost; the queue has 250 frames");
        disk.permits.release(1_000_000);
        disk.headerWritten.acquire(4); // 200 frames are written: there is room again
        Arrays.fill(frame, (short) 7777);
        sink.write(frame);
        sink.close();
        short[] recorded = samples(disk.content());
        assertEquals(401 * 160, recorded.length, "time is kept");
        assertEquals(250, recorded[249 * 160]);
        assertEquals(0, recorded[399 * 160]);
        assertEquals(7777, recorded[400 * 160]);
    }

    @Test
    void placesThatCannotBeRecordedToAreNamed() throws Exception {
        assertEquals(
                Problem.NOT_A_FILE,
                assertThrows(AudioFileException.class, () -> WavSink.create(directory)).problem());
        AudioFileException missing =
                assertThrows(
                        AudioFileException.class,
                        () -> WavSink.create(directory.resolve("none/heard.wav")));
        assertEquals(Problem.MISSING, missing.problem());
        assertTrue(missing.getMessage().contains(directory.resolve("none").toString()));
        assertEquals(
                Problem.NOT_A_FILE,
                assertThrows(AudioFileException.class, () -> WavSink.create(Path.of("/dev/full")))
                        .problem());
    }

    @Test
    void directoryThatMayNotBeWrittenIsRefused() throws Exception {
        Path closed = Files.createDirectory(directory.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(closed), "this user may write everywhere");
        assertEquals(
                Problem.NOT_PERMITTED,
                assertThrows(
                                AudioFileException.class,
                                () -> WavSink.create(closed.resolve("heard.wav")))
                        .problem());
    }
}
