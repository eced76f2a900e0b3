package io.milliwatt.engine.sound;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The recordings of an engine, in one folder. When they take too much room the oldest ended ones
/// go. Any thread.
public final class Recordings implements AutoCloseable {
    /// Longest recording, seconds.
    public static final int MAX_SECONDS = 60;

    private static final Logger LOG = System.getLogger("recordings");
    private static final int MAX_RECORDINGS = 100;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Path folder;
    private final long maxBytes;
    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("recordings").daemon(true).factory());
    private final Deque<Recording> recordings = new ArrayDeque<>();
    private int count;

    /// @param folder made when the first recording begins
    /// @param maxBytes what all ended recordings may take
    public Recordings(Path folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /// Begins a recording.
    public synchronized Recording begin(String callId, int sampleRateHz) {
        makeRoom();
        count++;
        Path file =
                folder.resolve(
                        ZonedDateTime.now(ZoneOffset.UTC).format(STAMP) + "-" + count + ".wav");
        writer.execute(this::makeFolder);
        var recording = new Recording(file, callId, sampleRateHz, MAX_SECONDS, writer);
        recordings.add(recording);
        return recording;
    }

    private void makeFolder() {
        try {
            Files.createDirectories(folder);
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "no folder for recordings: {0}", failure.toString());
        }
    }

    private void makeRoom() {
        long bytes = recordings.stream().mapToLong(Recording::bytes).sum();
        while (!recordings.isEmpty()
                && (bytes > maxBytes || recordings.size() >= MAX_RECORDINGS)
                && recordings.getFirst().state() != Recording.State.RECORDING) {
            Recording oldest = recordings.removeFirst();
            bytes -= oldest.bytes();
            remove(oldest);
        }
    }

    /// Oldest first.
    public synchronized List<Recording> all() {
        return List.copyOf(recordings);
    }

    public synchronized Optional<Recording> find(String name) {
        return recordings.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /// The bytes of the file as far as it is written.
    ///
    /// @throws IOException it cannot be read
    public byte[] read(Recording recording) throws IOException {
        return Files.readAllBytes(recording.file());
    }

    /// Takes it out of the list and off the disk.
    ///
    /// @return false when there is none of that name, or it is still growing
    public synchronized boolean delete(String name) {
        Optional<Recording> found =
                find(name).filter(one -> one.state() != Recording.State.RECORDING);
        found.ifPresent(one -> {
            recordings.remove(one);
            remove(one);
        });
        return found.isPresent();
    }

    private void remove(Recording recording) {
        writer.execute(() -> {
            try {
                Files.deleteIfExists(recording.file());
            } catch (IOException failure) {
                LOG.log(Level.WARNING, "a recording stays: {0}", failure.toString());
            }
        });
    }

    /// Writes what is waiting and removes the folder with all that is in it: recordings live as
    /// long as their engine.
    @Override
    public void close() {
        if (writer.isShutdown()) {
            return;
        }
        all().forEach(this::remove);
        writer.execute(() -> {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException failure) {
                LOG.log(Level.WARNING, "the folder of recordings stays: {0}", failure.toString());
            }
        });
        writer.close();
    }
}
