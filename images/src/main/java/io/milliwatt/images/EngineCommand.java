package io.milliwatt.images;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How the engine is started in the image, and what the image says of itself.
///
/// @param files the engine's files
record EngineCommand(EngineFiles files) {
    static final String AOT_CACHE = "app/engine.aot";
    static final String TRAINED_CACHE = "/tmp/engine.aot";
    static final int SIP_PORT = 5060;
    static final int CONTROL_PORT = 5080;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /// The same at run time and in training: an AOT cache fits one collector only. The serial one
    /// starts fastest and is the smallest; warnings of the JVM go to standard error, because the
    /// engine's standard output is read by machines.
    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-XX:+UseSerialGC",
                    // the RTP sockets
                    "--enable-native-access=ALL-UNNAMED",
                    "-Xms32m",
                    "-Xmx320m",
                    "-XX:-UsePerfData",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-Xlog:disable",
                    "-Xlog:all=error:stderr");

    /// What the container runs.
    List<String> entrypoint() {
        return command(List.of("-XX:AOTCache=/" + AOT_CACHE), List.of());
    }

    /// What the training container runs: on exit the JVM writes the cache.
    List<String> training() {
        return command(
                List.of(
                        // profiles of methods are 3 % of the cache and gained no time to readiness
                        "-XX:+UnlockDiagnosticVMOptions",
                        "-XX:-AOTRecordTraining",
                        "-XX:AOTCacheOutput=" + TRAINED_CACHE),
                List.of());
    }

    private List<String> healthCheck() {
        // the first compiler only: this JVM lives for a fifth of a second
        return command(
                List.of("-XX:AOTCache=/" + AOT_CACHE, "-XX:TieredStopAtLevel=1"),
                List.of("--health"));
    }

    private List<String> command(List<String> jvmOptions, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add("/jre/bin/java");
        command.addAll(JVM_OPTIONS);
        command.addAll(jvmOptions);
        command.add("-cp");
        command.add(
                String.join(
                        ":",
                        files.jars().stream().map(jar -> "/app/" + jar.getFileName()).toList()));
        command.add(files.mainClass());
        command.addAll(arguments);
        return command;
    }

    /// The image's configuration.
    ///
    /// @param labels its labels
    Map<String, Object> config(Map<String, String> labels) {
        var check = new ArrayList<String>();
        check.add("CMD");
        check.addAll(healthCheck());
        var health = new LinkedHashMap<String, Object>();
        health.put("Test", check);
        health.put("Interval", 10 * SECOND_NANOS);
        health.put("Timeout", 5 * SECOND_NANOS);
        health.put("Retries", 3);
        var ports = new LinkedHashMap<String, Object>();
        ports.put(CONTROL_PORT + "/tcp", Map.of());
        ports.put(SIP_PORT + "/tcp", Map.of());
        ports.put(SIP_PORT + "/udp", Map.of());
        var config = new LinkedHashMap<String, Object>();
        config.put("User", BaseLayer.USER_ID + ":" + BaseLayer.USER_ID);
        config.put("ExposedPorts", ports);
        config.put("Env", List.of("LANG=C.UTF-8", "MILLIWATT_CONTROL_BIND=0.0.0.0"));
        config.put("Entrypoint", entrypoint());
        config.put("Healthcheck", health);
        config.put("WorkingDir", "/tmp");
        config.put("StopSignal", "SIGTERM");
        config.put("Labels", labels);
        return config;
    }
}
