package io.milliwatt.bench.toolbox;

import java.util.concurrent.CountDownLatch;

/// A process that holds two toolbox containers until it is killed: one whose command reads its
/// standard input, and one whose command does not.
final class HeldToolbox {
    private HeldToolbox() {}

    public static void main(String[] arguments) throws Exception {
        Toolbox toolbox = Toolbox.create();
        try (var _ = toolbox.open(ToolboxTask.of("held", "cat"), false);
                var _ = toolbox.open(ToolboxTask.of("held", "sleep", "1000"), true)) {
            System.out.println("running");
            new CountDownLatch(1).await();
        }
    }
}
