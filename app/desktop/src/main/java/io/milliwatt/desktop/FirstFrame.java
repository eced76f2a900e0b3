package io.milliwatt.desktop;

import java.time.Duration;
import java.time.Instant;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/// Tells when the window was first seen, and begins then what may take longer. With
/// `-Dmilliwatt.timing=true` the time since the start of the process goes to standard error.
final class FirstFrame {
    private static final int FRAMES = 2;

    private FirstFrame() {}

    /// Runs `then` after the second frame: the first one has been handed to the screen by then.
    static void of(Scene scene, Runnable then) {
        new AnimationTimer() {
            private int frames;

            @Override
            public void handle(long nowNanos) {
                if (scene.getWindow() == null || !scene.getWindow().isShowing()) {
                    return;
                }
                frames++;
                if (frames == FRAMES) {
                    stop();
                    tell();
                    then.run();
                }
            }
        }.start();
    }

    private static void tell() {
        if (Boolean.getBoolean("milliwatt.timing")) {
            ProcessHandle.current()
                    .info()
                    .startInstant()
                    .ifPresent(start ->
                            System.err.println(
                                    "first frame "
                                            + Duration.between(start, Instant.now()).toMillis()
                                            + " ms"));
        }
    }
}
