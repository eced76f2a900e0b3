package io.milliwatt.engine.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class MediaThreadTest {
    private static final String FIFO =
            "28770 (media-0) S 28741 28741 28741 0 -1 1077936192 85 0 0 0 3 1 0 0 -11 0 24 0 1934500"
                    + " 3452891136 11403 18446744073709551615 1 1 0 0 0 0 0 4096 16800975 0 0 0 -1 1 10 1 0 0"
                    + " 0 0 0 0 0 0 0 0 0";

    @Test
    void threadWithRealTimeShowsPolicyAndPriority() {
        assertEquals(
                Optional.of(new MediaThread("media-0", "SCHED_FIFO", 10)), MediaThread.parse(FIFO));
    }

    @Test
    void otherThreadsAreLeftOutWhateverTheirNames() {
        assertEquals(Optional.empty(), MediaThread.parse(FIFO.replace("media-0", "G1 (1) main")));
        assertEquals(Optional.empty(), MediaThread.parse(FIFO.replace("media-0", "sip-media-0")));
        assertEquals(Optional.empty(), MediaThread.parse(""));
        assertEquals(Optional.empty(), MediaThread.parse("1 (media-0) S 1 2"));
    }

    @Test
    void threadOfThisProcessIsFoundWithWhatItHas() throws InterruptedException {
        var running = new CountDownLatch(1);
        var end = new CountDownLatch(1);
        Thread thread =
                Thread.ofPlatform()
                        .name("media-test")
                        .start(() -> {
                            running.countDown();
                            try {
                                end.await();
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        });
        running.await();
        List<MediaThread> found = MediaThread.ofThisProcess();
        end.countDown();
        thread.join();
        assertTrue(
                found.contains(new MediaThread("media-test", "SCHED_OTHER", 0)), found.toString());
    }

    @Test
    void systemWithoutProcHasNone() {
        assertEquals(List.of(), MediaThread.in(Path.of("/no/such/directory")));
    }
}
