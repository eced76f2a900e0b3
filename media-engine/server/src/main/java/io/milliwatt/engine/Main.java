package io.milliwatt.engine;

import io.milliwatt.engine.config.ConfigurationException;
import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.control.HealthCheck;
import io.milliwatt.sip.SipException;
import io.milliwatt.transport.PortRangeException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;

/// The engine process; see `docs/engine.md`.
public final class Main {
    private static final int EXIT_CONFIGURATION = 78;
    private static final int EXIT_FAILED = 1;

    private Main() {}

    public static void main(String[] arguments) {
        EngineLog.setUp();
        boolean health = Arrays.asList(arguments).contains("--health");
        String[] settings =
                Arrays.stream(arguments)
                        .filter(argument -> !argument.equals("--health"))
                        .toArray(String[]::new);
        try {
            var config = EngineConfig.read(settings, System.getenv());
            if (health) {
                System.exit(HealthCheck.run(config, System.out) ? 0 : EXIT_FAILED);
            }
            run(config);
        } catch (ConfigurationException | PortRangeException failure) {
            end(EXIT_CONFIGURATION, failure);
        } catch (SipException | IOException failure) {
            end(EXIT_FAILED, failure);
        }
    }

    private static void run(EngineConfig config)
            throws IOException, SipException, PortRangeException {
        Logger log = System.getLogger("engine");
        var engine = Engine.start(config);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(
                                () -> {
                                    log.log(Level.INFO, "stopping");
                                    engine.close();
                                    // asked to stop and did so: 0, not 128 + the signal's number
                                    Runtime.getRuntime().halt(0);
                                },
                                "stop"));
        System.out.println(engine.ready());
        System.out.flush();
        engine.awaitClose();
    }

    private static void end(int status, Exception failure) {
        System.err.println("milliwatt-engine: " + failure.getMessage());
        // not exit(): the shutdown hook, if there is one already, would turn the status into 0
        Runtime.getRuntime().halt(status);
    }
}
