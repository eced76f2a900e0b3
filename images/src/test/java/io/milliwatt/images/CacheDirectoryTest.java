package io.milliwatt.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheDirectoryTest {
    @TempDir Path directory;

    @Test
    void secondBuilderWaitsForItsTurn() throws Exception {
        var cache = new CacheDirectory(directory.resolve("cache"));
        var got = new CountDownLatch(1);
        Thread second;
        try (var _ = cache.awaitTurn(() -> false)) {
            second =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (var _ = cache.awaitTurn(() -> false)) {
                                    got.countDown();
                                } catch (Exception e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            assertFalse(got.await(200, TimeUnit.MILLISECONDS));
        }
        assertTrue(got.await(5, TimeUnit.SECONDS));
        assertTrue(second.join(Duration.ofSeconds(5)));
    }

    @Test
    void waitingForATurnCanBeCancelled() throws Exception {
        var cache = new CacheDirectory(directory.resolve("cache"));
        try (var _ = cache.awaitTurn(() -> false)) {
            ImageException problem =
                    assertThrows(ImageException.class, () -> cache.awaitTurn(() -> true));
            assertEquals(ImageException.Reason.CANCELLED, problem.reason());
        }
    }

    @Test
    void nextTurnDeletesTheWorkOfKilledBuilds() throws Exception {
        var cache = new CacheDirectory(directory.resolve("cache"));
        Path work;
        try (var _ = cache.awaitTurn(() -> false)) {
            work = cache.newWorkDirectory();
            Files.writeString(work.resolve("layer.tar"), "half of it");
        }
        try (var _ = cache.awaitTurn(() -> false)) {
            assertFalse(Files.exists(work));
        }
    }

    @Test
    void pruningKeepsTheThreeLastUsed() throws Exception {
        var cache = new CacheDirectory(directory);
        for (int i = 0; i < 5; i++) {
            Path entry = Files.createDirectory(directory.resolve("base-" + i));
            Files.setLastModifiedTime(entry, FileTime.fromMillis(1_000_000L * i));
        }
        cache.prune("base-");
        assertFalse(Files.exists(directory.resolve("base-1")));
        assertTrue(Files.exists(directory.resolve("base-2")));
    }
}
