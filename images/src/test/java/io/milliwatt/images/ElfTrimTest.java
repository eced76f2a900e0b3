package io.milliwatt.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ElfTrimTest {
    @TempDir Path directory;

    @Test
    void trimmedJvmStillRunsAndIsSmaller() throws Exception {
        Path home = Path.of(System.getProperty("java.home"));
        Path jre = directory.resolve("jre");
        // the launcher finds its libraries beside itself; the classes may stay where they are
        for (String each : List.of("bin/java", "lib/libjli.so", "lib/jvm.cfg", "lib/libjava.so")) {
            copy(home, jre, each);
        }
        for (String each :
                List.of(
                        "lib/libjimage.so",
                        "lib/libnio.so",
                        "lib/libnet.so",
                        "lib/libzip.so",
                        "lib/modules",
                        "lib/server/libjvm.so")) {
            copy(home, jre, each);
        }
        Path library = jre.resolve("lib/server/libjvm.so");
        long before = Files.size(library);
        long cut = ElfTrim.trim(library);
        assertTrue(cut > 0, "nothing to cut off");
        assertEquals(before - cut, Files.size(library));
        assertEquals(0, ElfTrim.trim(library));
        ChildProcess.Output output =
                ChildProcess.run(
                        List.of(jre.resolve("bin/java").toString(), "-version"),
                        directory,
                        Duration.ofSeconds(30),
                        () -> false);
        assertEquals(0, output.exit(), output.text());
        assertTrue(output.text().contains("version"), output.text());
    }

    @Test
    void otherFilesStayAsTheyAre() throws IOException {
        Path text = Files.writeString(directory.resolve("text.so"), "INPUT(libc.so.6)");
        assertEquals(0, ElfTrim.trim(text));
        assertEquals("INPUT(libc.so.6)", Files.readString(text));
        Path empty = Files.createFile(directory.resolve("empty.so"));
        assertEquals(0, ElfTrim.trim(empty));
        Path cutOff = directory.resolve("cut-off.so");
        Files.copy(Path.of(System.getProperty("java.home"), "lib/libjava.so"), cutOff);
        try (var channel = Files.newByteChannel(cutOff, StandardOpenOption.WRITE)) {
            channel.truncate(70);
        }
        assertEquals(0, ElfTrim.trim(cutOff));
        assertEquals(70, Files.size(cutOff));
    }

    private static void copy(Path home, Path jre, String name) throws IOException {
        Files.createDirectories(jre.resolve(name).getParent());
        Files.copy(home.resolve(name), jre.resolve(name));
    }
}
