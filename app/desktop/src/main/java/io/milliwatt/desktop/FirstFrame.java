package io.milliwatt.desktop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;

/// Tells when the window was first seen, and begins then what may take longer. With
/// `-Dmilliwatt.timing=true` the time since the start of the process goes to standard error.
final class FirstFrame {
    private static final int FRAMES = 2;

    /// Of `/proc/self/stat`, counted from the state, which follows the name.
    private static final int START_FIELD = 19;

    private static final double TICKS_PER_SECOND = 100;

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
                    tell("first frame");
                    then.run();
                }
            }
        }.start();
    }

    /// Tells how long after the start of the process something was reached.
    static void tell(String reached) {
        if (Boolean.getBoolean("milliwatt.timing")) {
            System.err.println(reached + " " + sinceStartMillis() + " ms");
        }
    }

    /// From the kernel's own clocks, both in hundredths of a second since boot: the start that
    /// ProcessHandle tells rests on a boot time in whole seconds.
    private static long sinceStartMillis() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double startSeconds = Long.parseLong(fields[START_FIELD]) / TICKS_PER_SECOND;
            double nowSeconds =
                    Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
            return Math.round((nowSeconds - startSeconds) * 1_000);
        } catch (IOException | NumberFormatException _) {
            return ProcessHandle.current()
                    .info()
                    .startInstant()
                    .map(start -> Duration.between(start, Instant.now()).toMillis())
                    .orElse(-1L);
        }
    }
}
