package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Waits, with a bound, for something that tells nobody when it happens.
final class Eventually {
    private Eventually() {}

    static void holds(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        CountDownLatch pause = new CountDownLatch(1);
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            boolean _ = pause.await(5, TimeUnit.MILLISECONDS);
        }
        assertTrue(condition.getAsBoolean(), "did not come true in 5 s");
    }
}
