package io.milliwatt.desktop;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import javafx.application.Application;

/// Opens the window. Does not extend Application, so that it starts from the class path.
public final class Main {
    private static final int USAGE = 64;

    /// Kept, so that their levels are.
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    private static final Logger OWN_LOGGER = Logger.getLogger("io.milliwatt");

    private Main() {}

    /// @param args nothing, or `--theme light|dark|system`; `--warm-up` opens the window, shows
    ///   each page and ends, for the build to make a start-up cache of
    public static void main(String[] args) {
        Optional<List<String>> parameters = parameters(List.of(args));
        if (parameters.isEmpty()) {
            System.err.println("usage: milliwatt [--theme light|dark|system]");
            System.exit(USAGE);
        }
        quieten();
        tellBugsInOneLine();
        FirstFrame.tell("main");
        Application.launch(
                MilliwattApplication.class, parameters.orElse(List.of()).toArray(String[]::new));
    }

    /// A bug costs one line, not the window; with `MILLIWATT_DEBUG` set its trace is shown as well.
    /// What fails only because the process is being ended (the toolkit goes while events still
    /// come) is none.
    static void tellBugsInOneLine() {
        var ending = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> ending.set(true), "ending"));
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            boolean asked = System.getenv("MILLIWATT_DEBUG") != null;
            // a thread of docker-java's whose connection was closed under it says so by failing
            if (ending.get() || (thread.getName().startsWith("docker-java") && !asked)) {
                return;
            }
            System.err.println("milliwatt: internal error in " + thread.getName() + ": " + failure);
            if (asked) {
                failure.printStackTrace();
            }
        });
    }

    /// What libraries have to say goes nowhere unless it is asked for: problems are told by the
    /// window. A bug of our own is shown.
    static void quieten() {
        if (System.getenv("MILLIWATT_DEBUG") == null) {
            ROOT_LOGGER.setLevel(Level.OFF);
            OWN_LOGGER.setLevel(Level.SEVERE);
        }
    }

    /// The parameters for the application; empty when the arguments are wrong.
    static Optional<List<String>> parameters(List<String> args) {
        if (args.isEmpty() || args.equals(List.of("--warm-up"))) {
            return Optional.of(args);
        }
        List<String> words =
                args.size() == 1 ? List.of(args.getFirst().split("=", 2)) : List.copyOf(args);
        boolean right =
                words.size() == 2
                        && words.getFirst().equals("--theme")
                        && List.of("light", "dark", "system").contains(words.getLast());
        return right ? Optional.of(List.of("--theme=" + words.getLast())) : Optional.empty();
    }
}
