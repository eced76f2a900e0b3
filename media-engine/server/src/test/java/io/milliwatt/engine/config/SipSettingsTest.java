package io.milliwatt.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.sip.TlsTrust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipSettingsTest {
    private static final Map<String, String> LEAST =
            Map.of(
                    "MILLIWATT_CONTROL_TOKEN",
                    "0123456789abcdef",
                    "MILLIWATT_ADVERTISE",
                    "192.0.2.10");

    @TempDir private Path folder;

    private static SipSettings read(String... arguments) throws ConfigurationException {
        return EngineConfig.read(arguments, LEAST).sip();
    }

    @Test
    void tlsIsOffAndNobodyMayRegisterUnlessToldSo() throws Exception {
        assertTrue(read().tls().isEmpty());
        assertTrue(read().users().isEmpty());
    }

    @Test
    void tlsTakesTheNextPortAndVerifies() throws Exception {
        SipSettings.Tls tls = read("--sip-port=5070", "--sip-tls-port=auto").tls().orElseThrow();
        assertEquals(5071, tls.port());
        assertTrue(tls.identity().isEmpty());
        assertInstanceOf(TlsTrust.Authorities.class, tls.trust());
        assertInstanceOf(
                TlsTrust.Anybody.class,
                read("--sip-tls-port=5999", "--tls-insecure=yes").tls().orElseThrow().trust());
    }

    @ParameterizedTest
    @CsvSource({
        "--tls-key=/x, both",
        "'--tls-key=/x --tls-certificate=/nowhere/c.pem', /nowhere/c.pem",
        "'--sip-tls-port=5060', 5060",
        "'--sip-tls-port=40001', RTP range",
        "'--sip-tls-port=auto --tls-insecure=maybe', yes and no",
        "'--sip-tls-port=auto --tls-ca=/nowhere', /nowhere",
        "--users=/nowhere, /nowhere",
        "--ring-limit=0, 1 to 180",
        "--ring-limit=soon, 1 to 180"
    })
    void saysWhatCannotBeUsed(String arguments, String words) {
        String message =
                String.valueOf(
                        assertThrows(ConfigurationException.class, () -> read(arguments.split(" ")))
                                .getMessage());
        assertTrue(message.contains(words), message);
    }

    @Test
    void phonesRingForAMinuteUnlessToldOtherwise() throws Exception {
        assertEquals(Duration.ofSeconds(60), read().ringLimit());
        assertEquals(Duration.ofSeconds(5), read("--ring-limit=5").ringLimit());
    }

    @Test
    void readsUsersFromAFileOrFromTheEnvironment() throws Exception {
        Path file = Files.writeString(folder.resolve("users"), "alice:secret\nbob:hunter2\n");
        assertEquals(2, read("--users", file.toString()).users().count());
        var environment = new HashMap<>(LEAST);
        environment.put("MILLIWATT_USERS", "alice:secret,bob:hunter2,carol:x");
        EngineConfig config = EngineConfig.read(new String[0], environment);
        assertEquals(3, config.sip().users().count());
        assertFalse(config.toString().contains("hunter2"), config.toString());
        assertFalse(config.sip().toString().contains("hunter2"), config.sip().toString());
        Files.writeString(file, "alice:secret\nbroken\n");
        String message =
                String.valueOf(
                        assertThrows(
                                        ConfigurationException.class,
                                        () -> read("--users", file.toString()))
                                .getMessage());
        assertTrue(message.contains("entry 2") && !message.contains("secret"), message);
    }
}
