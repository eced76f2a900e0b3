package io.milliwatt.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayerTarTest {
    @TempDir Path directory;

    @Test
    void bytesDependOnContentOnly() throws IOException {
        Path tree = tree("one", 1_000);
        Path sameLater = tree("two", 2_000_000_000_000L);
        String digest = write(new LayerTar().tree("jre", tree).text("etc/passwd", "x")).digest();
        assertEquals(
                digest,
                write(new LayerTar().text("etc/passwd", "x").tree("jre", sameLater)).digest());
        Files.writeString(sameLater.resolve("lib/modules"), "other");
        assertNotEquals(
                digest,
                write(new LayerTar().text("etc/passwd", "x").tree("jre", sameLater)).digest());
    }

    @Test
    void digestIsThatOfTheFile() throws IOException {
        LayerTar.Written written = write(new LayerTar().text("a", "b"));
        assertEquals(Sha256.of(written.path()), written.digest());
        assertEquals(Files.size(written.path()), written.sizeBytes());
    }

    @Test
    void entriesAreSortedOwnedByRootAndKeepTheRightToExecute() throws IOException {
        LayerTar.Written written =
                write(
                        new LayerTar()
                                .tree("jre", tree("modes", 1_000))
                                .directory("tmp", LayerTar.STICKY_MODE));
        var seen = new ArrayList<String>();
        try (var tar = new TarFile(written.path())) {
            for (TarArchiveEntry each : tar.getEntries()) {
                seen.add(each.getName() + " " + Integer.toOctalString(each.getMode() & 07777));
                assertEquals(0, each.getLongUserId());
                assertEquals(0, each.getLongGroupId());
                assertEquals(
                        LayerTar.ENTRY_TIME_SECONDS, each.getLastModifiedTime().toMillis() / 1000);
            }
        }
        assertEquals(
                List.of(
                        "jre/ 755",
                        "jre/bin/ 755",
                        "jre/bin/java 755",
                        "jre/lib/ 755",
                        "jre/lib/modules 644",
                        "tmp/ 1777"),
                seen);
    }

    @Test
    void linksLeadWhereTheyWereToldToAndScriptsCanBeRun() throws IOException {
        LayerTar.Written written =
                write(
                        new LayerTar()
                                .link("bin/sh", "/usr/sbin/dash")
                                .text("sbin/run", "#!/bin/sh", LayerTar.EXECUTABLE_MODE));
        var seen = new ArrayList<String>();
        try (var tar = new TarFile(written.path())) {
            for (TarArchiveEntry each : tar.getEntries()) {
                seen.add(
                        each.getName()
                                + " "
                                + Integer.toOctalString(each.getMode() & 07777)
                                + (each.isSymbolicLink() ? " " + each.getLinkName() : ""));
            }
        }
        assertEquals(
                List.of("bin/ 755", "bin/sh 777 /usr/sbin/dash", "sbin/ 755", "sbin/run 755"),
                seen);
    }

    private Path tree(String name, long millis) throws IOException {
        Path root = Files.createDirectory(directory.resolve(name));
        Path java = Files.createDirectory(root.resolve("bin")).resolve("java");
        Path modules = Files.createDirectory(root.resolve("lib")).resolve("modules");
        Files.writeString(java, "#!");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Files.writeString(modules, "classes");
        Files.setLastModifiedTime(java, FileTime.fromMillis(millis));
        return root;
    }

    private LayerTar.Written write(LayerTar tar) throws IOException {
        return tar.writeTo(Files.createTempFile(directory, "layer", ".tar"));
    }
}
