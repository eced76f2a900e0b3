package io.milliwatt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The command line's process.
public final class Main {
    /// Kept, so that its level is.
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        // what libraries have to say goes nowhere unless it is asked for: problems are told by the
        // commands
        if (System.getenv("MILLIWATT_DEBUG") == null) {
            ROOT_LOGGER.setLevel(Level.OFF);
            // nor what a thread of docker-java's says whose connection was closed under it
            Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
                if (!thread.getName().startsWith("docker-java")) {
                    failure.printStackTrace();
                }
            });
        }
        var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, false, StandardCharsets.UTF_8);
        if (arguments.length == 3 && arguments[0].equals("warm-up")) {
            WarmUp.of(arguments[1], Path.of(arguments[2])).run();
            return;
        }
        Optional<QuickInspect> quick = QuickInspect.of(arguments);
        int status =
                quick.isPresent()
                        ? quick.get().run(out, err)
                        : CommandTree.build(new LocalServices(), out, err).execute(arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }
}
