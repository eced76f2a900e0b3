package io.milliwatt.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/// The user's cache directory of Milliwatt, where results of long steps are kept between builds.
/// Everything in it can be deleted at any time and is made again.
///
/// @param root the directory; made when needed
public record CacheDirectory(Path root) {
    private static final String WORK_PREFIX = "work-";
    private static final int KEPT = 3;
    private static final long LOCK_POLL_MILLIS = 50;

    /// `$XDG_CACHE_HOME/milliwatt`, or `~/.cache/milliwatt`.
    public static CacheDirectory ofUser() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base =
                xdg == null || xdg.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(xdg);
        return new CacheDirectory(base.resolve("milliwatt"));
    }

    /// Waits for its turn among the processes and threads that build, and holds it until closed.
    ///
    /// @return the turn
    Turn awaitTurn(BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        Files.createDirectories(root);
        FileChannel channel =
                FileChannel.open(
                        root.resolve("build.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            while (true) {
                FileLock lock = tryLock(channel);
                if (lock != null) {
                    deleteWork();
                    return new Turn(channel);
                }
                if (cancelled.getAsBoolean()) {
                    throw ImageException.cancelled();
                }
                Thread.sleep(LOCK_POLL_MILLIS);
            }
        } catch (IOException | InterruptedException | ImageException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel)
            throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // another thread of this JVM builds
        }
    }

    /// The right to build, held by one thread of one process.
    record Turn(FileChannel channel) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    /// A directory for the files of one build. Delete it with [#delete]; those of builds that were
    /// killed are deleted by the next one.
    Path newWorkDirectory() throws IOException {
        return Files.createTempDirectory(root, WORK_PREFIX);
    }

    private void deleteWork() throws IOException {
        try (Stream<Path> children = Files.list(root)) {
            for (Path each :
                    children.filter(it -> it.getFileName().toString().startsWith(WORK_PREFIX))
                            .toList()) {
                delete(each);
            }
        }
    }

    /// Keeps the three entries of this prefix that were used last, and deletes the others.
    void prune(String prefix) throws IOException {
        try (Stream<Path> children = Files.list(root)) {
            List<Path> oldest =
                    children.filter(it -> it.getFileName().toString().startsWith(prefix))
                            .sorted(Comparator.comparing(CacheDirectory::lastUsed).reversed())
                            .skip(KEPT)
                            .toList();
            for (Path each : oldest) {
                delete(each);
            }
        }
    }

    /// Marks an entry as used now.
    static void touch(Path entry) throws IOException {
        Files.setLastModifiedTime(entry, FileTime.fromMillis(System.currentTimeMillis()));
    }

    private static FileTime lastUsed(Path entry) {
        try {
            return Files.getLastModifiedTime(entry);
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }

    /// Deletes a file or a directory with all that is in it.
    static void delete(Path path) throws IOException {
        if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(each -> {
                        try {
                            Files.deleteIfExists(each);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw new IOException("cannot delete " + path, e.getCause());
        }
    }
}
