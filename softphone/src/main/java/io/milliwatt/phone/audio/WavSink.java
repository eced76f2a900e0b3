package io.milliwatt.phone.audio;

import io.milliwatt.phone.audio.AudioFileException.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Records what the phone hears: PCM 16 bit, 8,000 Hz, mono. The file is written by a thread of its
/// own behind a bounded queue, and its header is brought up to date every second, so the file can
/// be played at any moment, also after the program was killed.
///
/// Trouble on the way (disk full, file deleted) ends the recording, not the call: see [#problem].
/// Frames a slow disk does not take in time are silence in the file and counted.
public final class WavSink implements AudioSink {
    private static final int HEADER_BYTES = 44;
    private static final int QUEUE_FRAMES = 5 * AudioFrame.PER_SECOND;
    private static final int BYTES_PER_SECOND = 2 * AudioFrame.SAMPLE_RATE_HZ;
    private static final long MAX_DATA_BYTES = 0xffff_ffffL - HEADER_BYTES;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
    private static final Entry END = new Entry(0, new short[0]);

    /// A frame, after so many samples that were lost before it.
    private record Entry(int silentSamples, short[] samples) {}

    /// Whether what is written still is the file of that name.
    @FunctionalInterface
    interface Presence {
        boolean stillThere();
    }

    private final Path file;
    private final SeekableByteChannel channel;
    private final Presence presence;
    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE_FRAMES);
    private final Thread writer;
    private int lostSamples; // since the last frame that was taken; of the thread that calls write
    private long dataBytes; // of the writer
    private long headerAtBytes; // dataBytes when the header was last written
    private volatile long lostFrames;
    private volatile boolean closing;
    private volatile @Nullable String problem;

    /// The header of no audio yet must be in the channel.
    WavSink(Path file, SeekableByteChannel channel, Presence presence) {
        this.file = file;
        this.channel = channel;
        this.presence = presence;
        writer = Thread.ofVirtual().name("wav-sink").start(this::run);
    }

    /// Creates the file, or empties the one that is there.
    public static WavSink create(Path file) throws AudioFileException {
        if (Files.isDirectory(file)) {
            throw new AudioFileException(
                    Problem.NOT_A_FILE,
                    file,
                    file + " is a directory; give the name of a file to record to");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new AudioFileException(
                    Problem.NOT_A_FILE,
                    file,
                    file + " is a pipe or device; give the name of a file to record to");
        }
        try {
            SeekableByteChannel channel =
                    Files.newByteChannel(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.TRUNCATE_EXISTING);
            try {
                writeFully(channel, header(0));
                Object key = key(file);
                return new WavSink(file, channel, () -> isSame(file, key));
            } catch (IOException failure) {
                channel.close();
                throw failure;
            }
        } catch (NoSuchFileException missing) {
            throw new AudioFileException(
                    Problem.MISSING,
                    file,
                    "There is no directory "
                            + file.toAbsolutePath().getParent()
                            + " to record into; make it or give another");
        } catch (AccessDeniedException denied) {
            throw new AudioFileException(
                    Problem.NOT_PERMITTED,
                    file,
                    file + " may not be written by this user; give a file in another directory");
        } catch (IOException failure) {
            throw new AudioFileException(
                    Problem.FAILED,
                    file,
                    file + " cannot be written: " + words(failure) + "; give another file");
        }
    }

    @Override
    public void write(short[] frame) {
        if (closing || problem != null) {
            return;
        }
        if (queue.offer(new Entry(lostSamples, frame.clone()))) {
            lostSamples = 0;
        } else {
            lostSamples += frame.length;
            lostFrames = lostFrames + 1;
        }
    }

    /// Why the recording ended early, in words; empty while all is well.
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /// Frames the disk did not take in time; the file has silence in their place.
    public long lostFrames() {
        return lostFrames;
    }

    /// Returns when the file is complete, or after two seconds when the disk does not answer.
    @Override
    public void close() {
        closing = true;
        queue.offer(END); // a full queue needs no waking
        try {
            if (!writer.join(CLOSE_LIMIT)) {
                problem = file + " is not complete: the disk does not answer";
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (channel) {
            record();
        } catch (IOException failure) {
            problem = "Recording to " + file + " ended: " + words(failure);
        } catch (InterruptedException interrupted) {
            problem = "Recording to " + file + " was interrupted";
        }
        queue.clear();
    }

    private void record() throws IOException, InterruptedException {
        try {
            while (problem == null) {
                Entry entry = closing ? queue.poll() : queue.poll(1, TimeUnit.SECONDS);
                if (entry == null && closing) {
                    return;
                }
                if (entry != null) {
                    append(entry);
                }
                if (entry == null || dataBytes - headerAtBytes >= BYTES_PER_SECOND) {
                    updateHeader();
                    problem = trouble().orElse(null);
                }
            }
        } finally {
            updateHeader(); // on a full disk too: it replaces bytes that are there
        }
    }

    private void append(Entry entry) throws IOException {
        long silence = 2L * entry.silentSamples;
        while (silence > 0) {
            int part = (int) Math.min(silence, BYTES_PER_SECOND);
            appendBytes(ByteBuffer.allocate(part));
            silence -= part;
        }
        ByteBuffer bytes =
                ByteBuffer.allocate(2 * entry.samples.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(entry.samples);
        appendBytes(bytes);
    }

    private void appendBytes(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int written = channel.write(bytes);
            if (written == 0) {
                throw new IOException("the disk takes no more");
            }
            dataBytes += written;
        }
    }

    private Optional<String> trouble() {
        if (!presence.stillThere()) {
            return Optional.of(
                    "Recording to " + file + " ended: the file was deleted, moved or replaced");
        }
        if (dataBytes > MAX_DATA_BYTES - 2L * QUEUE_FRAMES * BYTES_PER_SECOND) {
            return Optional.of("Recording to " + file + " ended: a WAV file holds at most 4 GiB");
        }
        return Optional.empty();
    }

    private void updateHeader() throws IOException {
        long end = channel.position();
        channel.position(0);
        writeFully(channel, header(dataBytes & ~1L));
        channel.position(end);
        headerAtBytes = dataBytes;
    }

    private static void writeFully(SeekableByteChannel channel, ByteBuffer bytes)
            throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                throw new IOException("the disk takes no more");
            }
        }
    }

    static ByteBuffer header(long dataBytes) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(new byte[] {'R', 'I', 'F', 'F'}).putInt((int) (HEADER_BYTES - 8 + dataBytes));
        header.put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '}).putInt(16);
        header.putShort((short) 1).putShort((short) 1); // PCM, mono
        header.putInt(AudioFrame.SAMPLE_RATE_HZ).putInt(BYTES_PER_SECOND);
        header.putShort((short) 2).putShort((short) 16); // octets and bits of a sample
        header.put(new byte[] {'d', 'a', 't', 'a'}).putInt((int) dataBytes);
        return header.flip();
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static boolean isSame(Path file, @Nullable Object key) {
        try {
            return Objects.equals(key(file), key);
        } catch (IOException gone) {
            return false;
        }
    }

    private static String words(IOException failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName());
    }
}
