package io.milliwatt.engine.sound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// One recording, while it grows and after. [#append] and [#finish] come from the media loop and
/// never wait; the rest is done by the writer. What cannot be written ends the recording, not the
/// call.
public final class Recording {
    /// How it stands.
    public enum State {
        RECORDING,
        COMPLETE,
        /// It ends before what was said did; the reason says why.
        CUT
    }

    private static final int MAX_WAITING = 500; // frames: 10 s

    private final Path file;
    private final String callId;
    private final int sampleRateHz;
    private final long maxSamples;
    private final Executor writer;
    private final Instant startedAt = Instant.now();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile State state = State.RECORDING;
    private volatile String reason = "";
    private volatile long written;
    private long taken;

    Recording(Path file, String callId, int sampleRateHz, int maxSeconds, Executor writer) {
        this.file = file;
        this.callId = callId;
        this.sampleRateHz = sampleRateHz;
        this.maxSamples = (long) maxSeconds * sampleRateHz;
        this.writer = writer;
        execute(() -> write(PcmWav.header(sampleRateHz, 0), StandardOpenOption.CREATE_NEW));
    }

    /// Adds samples.
    public void append(short[] samples, int count) {
        if (state != State.RECORDING) {
            return;
        }
        int part = (int) Math.min(count, maxSamples - taken);
        taken += part;
        ByteBuffer octets = ByteBuffer.allocate(2 * part).order(ByteOrder.LITTLE_ENDIAN);
        octets.asShortBuffer().put(samples, 0, part);
        if (waiting.get() >= MAX_WAITING) {
            cut("the disk is too slow");
            return;
        }
        execute(() -> {
            if (write(octets, StandardOpenOption.APPEND)) {
                written += part;
            }
        });
        if (taken == maxSamples) {
            cut("a recording may last " + maxSamples / sampleRateHz + " s");
            execute(this::writeHeader);
        }
    }

    /// It is complete.
    public void finish() {
        execute(() -> {
            writeHeader();
            if (state == State.RECORDING) {
                state = State.COMPLETE;
            }
        });
    }

    private void execute(Runnable step) {
        waiting.incrementAndGet();
        try {
            writer.execute(() -> {
                waiting.decrementAndGet();
                step.run();
            });
        } catch (RejectedExecutionException _) {
            cut("the engine stops");
        }
    }

    private boolean write(ByteBuffer octets, StandardOpenOption how) {
        if (state == State.CUT) {
            return false;
        }
        try (SeekableByteChannel out = Files.newByteChannel(file, StandardOpenOption.WRITE, how)) {
            while (octets.hasRemaining()) {
                out.write(octets);
            }
            return true;
        } catch (IOException failure) {
            cut("it could not be written: " + failure.getMessage());
            writeHeader();
            return false;
        }
    }

    /// The header names how much there is; it lies in the file already, so that a full disk does
    /// not matter.
    private void writeHeader() {
        try (SeekableByteChannel out = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            out.write(PcmWav.header(sampleRateHz, written));
        } catch (IOException failure) {
            cut("it could not be written: " + failure.getMessage());
        }
    }

    private void cut(String why) {
        if (state == State.RECORDING) {
            reason = why;
            state = State.CUT;
        }
    }

    public String name() {
        return file.getFileName().toString();
    }

    Path file() {
        return file;
    }

    public String callId() {
        return callId;
    }

    public State state() {
        return state;
    }

    /// Why it was cut; else empty.
    public String reason() {
        return reason;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /// What is on the disk.
    public long durationMillis() {
        return written * 1_000 / sampleRateHz;
    }

    public long bytes() {
        return PcmWav.HEADER_SIZE + 2 * written;
    }
}
