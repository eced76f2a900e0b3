package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.engine.control.RegistrationView;
import io.milliwatt.engine.counter.EngineCounter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Foreign phones register with the engine, and call it over TLS.
@Tag("system")
class RegistrationTest {
    private static final int SIP_PORT = 25_560;

    @TempDir private Path folder;
    private Engine engine;

    @BeforeEach
    void start() throws Exception {
        engine =
                Engine.start(
                        EngineConfig.read(
                                new String[] {
                                    "--bind=127.0.0.1",
                                    "--sip-port=" + SIP_PORT,
                                    "--sip-tls-port=auto",
                                    "--rtp-ports=42500-42519",
                                    "--control-port=0"
                                },
                                Map.of(
                                        "MILLIWATT_CONTROL_TOKEN",
                                        "0123456789abcdef",
                                        "MILLIWATT_USERS",
                                        "alice:{md5}a0c04f40d612be9bc55805dbb615f00a")));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Process baresip(String account, String... extra) throws Exception {
        Path path = Path.of("/usr/bin/baresip");
        assumeTrue(Files.isExecutable(path), "baresip is not installed (package baresip-core)");
        Files.writeString(
                folder.resolve("config"),
                """
                poll_method epoll
                sip_listen 127.0.0.1:25570
                sip_verify_server no
                audio_source ausine,440
                audio_player aubridge,rx
                audio_alert aubridge,alert
                ausrc_srate 48000
                auplay_srate 48000
                ausrc_channels 2
                auplay_channels 1
                net_interface 127.0.0.1
                module_path /usr/lib/baresip/modules
                module stdio.so
                module g711.so
                module ausine.so
                module aubridge.so
                module_tmp uuid.so
                module_tmp account.so
                module_app menu.so
                """);
        Files.writeString(folder.resolve("accounts"), account + "\n");
        Files.writeString(folder.resolve("contacts"), "");
        var command = new java.util.ArrayList<>(List.of(path.toString(), "-4", "-f", folder + ""));
        command.addAll(List.of(extra));
        command.addAll(List.of("-t", "6"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start(); // its standard input stays open
    }

    private List<RegistrationView> awaitRegistration() throws Exception {
        for (int i = 0; i < 100 && engine.registrations().isEmpty(); i++) {
            Thread.sleep(50);
        }
        return engine.registrations();
    }

    private void end(Process process) throws Exception {
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void baresipRegisters(String transport) throws Exception {
        int port = transport.equals("tls") ? SIP_PORT + 1 : SIP_PORT;
        Process baresip =
                baresip(
                        "<sip:alice@127.0.0.1:"
                                + port
                                + ";transport="
                                + transport
                                + ">;auth_pass=secret;regint=600");
        try {
            List<RegistrationView> views = awaitRegistration();
            assertEquals(1, views.size(), () -> said());
            assertEquals("alice", views.get(0).user());
            assertEquals(transport.toUpperCase(java.util.Locale.ROOT), views.get(0).transport());
        } finally {
            end(baresip);
        }
        assertTrue(engine.counters().get(EngineCounter.REGISTRATIONS_CHALLENGED) >= 1);
        assertEquals(List.of(), engine.registrations(), "it takes its registration back");
    }

    @Test
    void baresipIsRefusedWithAWrongPassword() throws Exception {
        Process baresip =
                baresip("<sip:alice@127.0.0.1:" + SIP_PORT + ">;auth_pass=guess;regint=600");
        end(baresip);
        assertEquals(List.of(), engine.registrations());
        assertTrue(engine.counters().get(EngineCounter.REGISTRATIONS_REFUSED) >= 1, this::said);
    }

    @Test
    void baresipCallsOverTls() throws Exception {
        int port = SIP_PORT + 1;
        Process baresip =
                baresip(
                        "<sip:alice@127.0.0.1:" + port + ";transport=tls>;regint=0",
                        "-e",
                        "/dial sip:echo@127.0.0.1:" + port);
        try {
            for (int i = 0; i < 100 && engine.counters().get(EngineCounter.RTP_SENT) < 50; i++) {
                Thread.sleep(50);
            }
            assertTrue(engine.counters().get(EngineCounter.RTP_SENT) >= 50, this::said);
            assertTrue(
                    engine.messages("").stream().allMatch(m -> m.transport().equals("TLS")),
                    "all of it went over TLS");
        } finally {
            end(baresip);
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said"));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
