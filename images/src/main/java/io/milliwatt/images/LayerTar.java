package io.milliwatt.images;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/// One layer of an image as a tar whose bytes depend on names, content and modes only: entries are
/// sorted by name, the owner is 0:0, and every entry carries the same time. The same input gives
/// the same SHA-256, on every machine.
///
/// Not safe for several threads.
final class LayerTar {
    /// The time of every entry: 2026-01-01T00:00:00Z, as in the jars. The JVM compares the times of
    /// the jars with those its AOT cache was trained with.
    static final long ENTRY_TIME_SECONDS = 1_767_225_600L;

    static final int DIRECTORY_MODE = 0755;
    static final int STICKY_MODE = 01777;
    static final int FILE_MODE = 0644;
    static final int EXECUTABLE_MODE = 0755;

    private sealed interface Content {
        record Directory(int mode) implements Content {}

        record Bytes(byte[] bytes, int mode) implements Content {}

        record File(Path path, int mode) implements Content {}

        record Link(String target) implements Content {}
    }

    /// A written layer.
    ///
    /// @param path the tar
    /// @param digest SHA-256 of its bytes, hexadecimal: the layer's `diff_id`
    /// @param sizeBytes length of the tar
    record Written(Path path, String digest, long sizeBytes) {}

    private final Map<String, Content> entries = new TreeMap<>();

    /// Adds a directory with those above it.
    LayerTar directory(String name, int mode) {
        parentsOf(name);
        entries.put(name + "/", new Content.Directory(mode));
        return this;
    }

    /// Adds a small file.
    LayerTar text(String name, String text) {
        return text(name, text, FILE_MODE);
    }

    /// Adds a small file, such as a script.
    LayerTar text(String name, String text, int mode) {
        parentsOf(name);
        entries.put(name, new Content.Bytes(text.getBytes(StandardCharsets.UTF_8), mode));
        return this;
    }

    /// Adds a symbolic link.
    ///
    /// @param target where it leads, absolute or from its own directory
    LayerTar link(String name, String target) {
        parentsOf(name);
        entries.put(name, new Content.Link(target));
        return this;
    }

    /// Adds a file of this host under the given name; a symbolic link is followed.
    LayerTar file(String name, Path source, int mode) {
        parentsOf(name);
        entries.put(name, new Content.File(source, mode));
        return this;
    }

    /// Adds a whole directory. Files that their owner may execute stay executable, everything else
    /// is 644; links are followed, so the layer holds none.
    LayerTar tree(String name, Path root) throws IOException {
        directory(name, DIRECTORY_MODE);
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(each -> !each.equals(root)).toList()) {
                String entry = name + "/" + root.relativize(path).toString().replace('\\', '/');
                if (Files.isDirectory(path)) {
                    directory(entry, DIRECTORY_MODE);
                } else {
                    file(entry, path, Files.isExecutable(path) ? EXECUTABLE_MODE : FILE_MODE);
                }
            }
        }
        return this;
    }

    private void parentsOf(String name) {
        int slash = name.lastIndexOf('/');
        if (slash > 0) {
            String parent = name.substring(0, slash);
            if (entries.putIfAbsent(parent + "/", new Content.Directory(DIRECTORY_MODE)) == null) {
                parentsOf(parent);
            }
        }
    }

    Written writeTo(Path target) throws IOException {
        var digest = Sha256.start();
        try (OutputStream file = Files.newOutputStream(target);
                var digesting = new DigestOutputStream(file, digest);
                var buffered = new BufferedOutputStream(digesting, 1 << 16);
                var tar = new TarArchiveOutputStream(buffered, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, Content> each : entries.entrySet()) {
                write(tar, each.getKey(), each.getValue());
            }
            tar.finish();
        }
        return new Written(target, Sha256.hex(digest.digest()), Files.size(target));
    }

    private static void write(TarArchiveOutputStream tar, String name, Content content)
            throws IOException {
        switch (content) {
            case Content.Directory(int mode) -> {
                tar.putArchiveEntry(entry(name, TarConstants.LF_DIR, mode, 0));
            }
            case Content.Bytes(byte[] bytes, int mode) -> {
                tar.putArchiveEntry(entry(name, TarConstants.LF_NORMAL, mode, bytes.length));
                tar.write(bytes);
            }
            case Content.File(Path path, int mode) -> {
                tar.putArchiveEntry(entry(name, TarConstants.LF_NORMAL, mode, Files.size(path)));
                Files.copy(path, tar);
            }
            case Content.Link(String target) -> {
                TarArchiveEntry link = entry(name, TarConstants.LF_SYMLINK, 0777, 0);
                link.setLinkName(target);
                tar.putArchiveEntry(link);
            }
        }
        tar.closeArchiveEntry();
    }

    private static TarArchiveEntry entry(String name, byte type, int mode, long size) {
        var entry = new TarArchiveEntry(name, type);
        entry.setMode(mode);
        entry.setSize(size);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setModTime(ENTRY_TIME_SECONDS * 1000);
        return entry;
    }
}
