package io.milliwatt.bench.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What is known beyond the life of a process, such as the engines it launched: one JSON file each,
/// readable by its owner only, because it may hold a control token. Written beside its place and
/// then moved, so that a reader never sees half of one.
///
/// @param root the directory; made with mode 0700 when needed
public record StateDirectory(Path root) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TURN_LOOK_MILLIS = 20;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /// `$XDG_STATE_HOME/milliwatt/engines`, or `~/.local/state/milliwatt/engines`.
    public static StateDirectory ofUser() {
        return ofUser("engines");
    }

    /// `$XDG_STATE_HOME/milliwatt/PART`, or `~/.local/state/milliwatt/PART`.
    public static StateDirectory ofUser(String part) {
        String xdg = System.getenv("XDG_STATE_HOME");
        Path base =
                xdg == null || xdg.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(xdg);
        return new StateDirectory(base.resolve("milliwatt").resolve(part));
    }

    /// Takes the name for a new engine.
    ///
    /// @return false when there is a file of that name already
    public <T> boolean create(String name, T state) throws IOException {
        Path temporary = temporary(name, state);
        try {
            Files.createLink(file(name), temporary);
            return true;
        } catch (FileAlreadyExistsException _) {
            return false;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// Writes or replaces a file.
    public <T> void write(String name, T state) throws IOException {
        Path temporary = temporary(name, state);
        try {
            Files.move(
                    temporary,
                    file(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /// Writes or replaces a file that must outlive a crash of the machine: it is on the disk when
    /// this returns.
    public <T> void writeDurably(String name, T state) throws IOException {
        Path temporary = temporary(name, state);
        try {
            force(temporary);
            Files.move(
                    temporary,
                    file(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            force(root);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private <T> Path temporary(String name, T state) throws IOException {
        Files.createDirectories(root, OWNER_ONLY_DIRECTORY);
        Path temporary = Files.createTempFile(root, name, ".new", OWNER_ONLY);
        Files.writeString(temporary, JSON.writeValueAsString(state), StandardOpenOption.WRITE);
        return temporary;
    }

    /// Reads a file; empty when there is none, or when it is not what it should be: a newer version
    /// may write other files.
    public <T> Optional<T> read(String name, Class<T> type) throws IOException {
        try {
            String text = Files.readString(file(name), StandardCharsets.UTF_8);
            return Optional.ofNullable(JSON.readValue(text, type));
        } catch (NoSuchFileException | JsonProcessingException _) {
            return Optional.empty();
        }
    }

    /// The names of all files that begin with `prefix`.
    public List<String> names(String prefix) throws IOException {
        var names = new ArrayList<String>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> files = Files.list(root)) {
                for (Path each : files.sorted().toList()) {
                    String name = each.getFileName().toString();
                    if (name.startsWith(prefix) && name.endsWith(".json")) {
                        names.add(name.substring(0, name.length() - ".json".length()));
                    }
                }
            }
        }
        return names;
    }

    /// An empty log file for an engine, for its owner only.
    public Path newLog(String name) throws IOException {
        Files.createDirectories(root, OWNER_ONLY_DIRECTORY);
        Files.deleteIfExists(log(name));
        return Files.createFile(log(name), OWNER_ONLY);
    }

    public Path log(String name) {
        return root.resolve(name + ".log");
    }

    /// Forgets an engine and its log.
    public void delete(String name) throws IOException {
        Files.deleteIfExists(file(name));
        Files.deleteIfExists(log(name));
    }

    /// Waits for a turn: until it is closed no other thread or process has one here.
    ///
    /// @param patience how long to wait
    /// @throws IOException nobody ended theirs in time, or the lock file cannot be made
    public Turn turn(Duration patience) throws IOException {
        Files.createDirectories(root, OWNER_ONLY_DIRECTORY);
        Path lock = root.resolve("turn.lock");
        FileChannel channel =
                FileChannel.open(
                        lock,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                        OWNER_ONLY);
        try {
            long end = System.nanoTime() + patience.toNanos();
            while (!isLocked(channel)) {
                if (System.nanoTime() > end) {
                    throw new IOException(
                            "another process has held "
                                    + lock
                                    + " for "
                                    + patience.toSeconds()
                                    + " s");
                }
                Thread.sleep(TURN_LOOK_MILLIS);
            }
            return new Turn(channel);
        } catch (InterruptedException e) {
            channel.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + lock);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false; // another thread of this process has it
        }
    }

    /// Ends with [#close], and with the process.
    public static final class Turn implements AutoCloseable {
        private final FileChannel lock;

        private Turn(FileChannel lock) {
            this.lock = lock;
        }

        @Override
        public void close() {
            try {
                lock.close();
            } catch (IOException _) {
                // a lock does not outlive its channel
            }
        }
    }

    private Path file(String name) {
        return root.resolve(name + ".json");
    }
}
