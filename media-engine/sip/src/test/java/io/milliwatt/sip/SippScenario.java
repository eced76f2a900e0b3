package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// sipp, running one of the scenarios among the resources of these tests for one call.
final class SippScenario {
    private static final Path SIPP = Path.of("/usr/bin/sipp");
    private static final int SECONDS = 40;

    private final Path folder;
    private final Process process;
    private final int port;

    private SippScenario(Path folder, Process process, int port) {
        this.folder = folder;
        this.process = process;
        this.port = port;
    }

    /// A caller.
    static SippScenario calling(SipEndpoint target, String name, Path folder) throws IOException {
        return start(name, folder, List.of("127.0.0.1:" + target.localPort(), "-s", "bob"));
    }

    /// A callee that listens when this returns.
    static SippScenario answering(String name, Path folder) throws Exception {
        SippScenario sipp = start(name, folder, List.of());
        Eventually.holds(() -> {
            try {
                return !LocalAddresses.refusesDatagrams(
                        Loopback.ADDRESS, sipp.uri("").resolve(), 50);
            } catch (SipException e) {
                return false;
            }
        });
        return sipp;
    }

    private static SippScenario start(String name, Path folder, List<String> arguments)
            throws IOException {
        assumeTrue(Files.isExecutable(SIPP), "sipp is not installed (package sip-tester)");
        Path scenario = folder.resolve(name);
        try (InputStream text = SippScenario.class.getResourceAsStream("/sipp/" + name)) {
            Files.write(scenario, Objects.requireNonNull(text, name).readAllBytes());
        }
        int port;
        try (DatagramSocket free = new DatagramSocket(0, Loopback.ADDRESS)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(SIPP.toString(), "-sf", name));
        command.addAll(arguments);
        command.addAll(
                List.of("-i", "127.0.0.1", "-p", String.valueOf(port), "-m", "1", "-nostdin"));
        command.addAll(List.of("-timeout", String.valueOf(SECONDS), "-trace_err"));
        Process process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("sipp.out").toFile())
                        .start();
        return new SippScenario(folder, process, port);
    }

    SipUri uri(String user) {
        return new SipUri(user, "127.0.0.1", port, Optional.empty());
    }

    /// Waits for the end: every message came as the scenario says.
    void assertSucceeded() throws Exception {
        if (!process.waitFor(SECONDS + 10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), this::output);
    }

    private String output() {
        StringBuilder text = new StringBuilder();
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(f -> !f.toString().endsWith(".xml")).toList()) {
                text.append(Files.readString(file));
            }
        } catch (IOException e) {
            text.append(e);
        }
        return text.toString();
    }
}
