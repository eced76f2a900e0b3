package io.milliwatt.desktop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {
    @Test
    void aBusyThreadIsCountedWithItsDuty() throws Exception {
        ThreadTimes before = ThreadTimes.now();
        Thread busy =
                Thread.ofPlatform()
                        .daemon()
                        .name("tap")
                        .start(() -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                        });
        double percent = 0;
        for (int i = 0; i < 100 && percent == 0; i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            percent = ThreadTimes.now().since(before).getOrDefault(ThreadTimes.Duty.TAPS, 0.0);
        }
        busy.interrupt();
        busy.join();
        assertTrue(percent > 0, "percent of a core: " + percent);
    }

    @Test
    void threadsAreToldByTheirNamesAsTheKernelCutsThem() {
        assertEquals(ThreadTimes.Duty.APPLICATION, ThreadTimes.Duty.of("JavaFX Applicat"));
        assertEquals(ThreadTimes.Duty.DRAWING, ThreadTimes.Duty.of("QuantumRenderer"));
        assertEquals(ThreadTimes.Duty.BACKGROUND, ThreadTimes.Duty.of("ForkJoinPool-1-"));
        assertEquals(ThreadTimes.Duty.TAPS, ThreadTimes.Duty.of("tap"));
        assertEquals(ThreadTimes.Duty.REST, ThreadTimes.Duty.of("media"));
    }
}
