package io.milliwatt.images;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemLibrariesTest {
    @TempDir Path directory;

    @Test
    void librariesOfARuntimeAreFoundWithLoaderAndOrigin() throws Exception {
        Path jre = directory.resolve("jre");
        Files.createDirectories(jre.resolve("bin"));
        Files.createDirectories(jre.resolve("lib/server"));
        Path home = Path.of(System.getProperty("java.home"));
        Files.copy(home.resolve("bin/java"), jre.resolve("bin/java"));
        Files.copy(home.resolve("lib/libjli.so"), jre.resolve("lib/libjli.so"));
        Files.copy(home.resolve("lib/libjava.so"), jre.resolve("lib/libjava.so"));
        Files.copy(home.resolve("lib/server/libjvm.so"), jre.resolve("lib/server/libjvm.so"));

        SystemLibraries libraries = SystemLibraries.ofRuntime(jre, directory, () -> false);
        String names = libraries.files().keySet().toString();
        assertTrue(names.contains("/libc.so.6"), names);
        assertTrue(names.contains("/ld-linux"), names);
        assertTrue(names.contains("/libm.so.6"), names);
        assertFalse(names.contains("libjvm"), names);
        assertFalse(libraries.origin().isBlank());
        if (Files.exists(Path.of("/etc/debian_version"))) {
            assertTrue(
                    libraries.origin().matches("libc6 \\S+.* \\(checksums verified\\)"),
                    libraries.origin());
        }
    }
}
