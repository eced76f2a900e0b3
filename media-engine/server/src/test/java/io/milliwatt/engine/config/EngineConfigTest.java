package io.milliwatt.engine.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineConfigTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";
    private static final Map<String, String> LEAST =
            Map.of("MILLIWATT_CONTROL_TOKEN", TOKEN, "MILLIWATT_ADVERTISE", "192.0.2.10");

    @Test
    void hasTheDocumentedDefaults() throws Exception {
        EngineConfig config = EngineConfig.read(new String[0], LEAST);
        assertEquals("engine", config.name());
        assertEquals("192.0.2.10", config.advertise().getHostAddress());
        assertTrue(config.bind().isAnyLocalAddress());
        assertEquals(5_060, config.sipPort());
        assertEquals(40_000, config.firstRtpPort());
        assertEquals(40_019, config.lastRtpPort());
        assertEquals(5_080, config.controlPort());
        assertTrue(config.controlBind().isLoopbackAddress());
    }

    @Test
    void argumentWinsOverTheEnvironmentInBothForms() throws Exception {
        var environment = new HashMap<>(LEAST);
        environment.put("MILLIWATT_SIP_PORT", "5070");
        var config =
                EngineConfig.read(
                        new String[] {"--sip-port", "5090", "--rtp-ports=41000-41009"},
                        environment);
        assertEquals(5_090, config.sipPort());
        assertEquals(41_009, config.lastRtpPort());
    }

    @Test
    void findsItsOwnAddressWhereNobodyKnowsItBefore() throws Exception {
        var container =
                List.of(
                        InetAddress.ofLiteral("127.0.0.1"),
                        InetAddress.ofLiteral("fe80::1"),
                        InetAddress.ofLiteral("fd00::2"),
                        InetAddress.ofLiteral("172.17.0.2"),
                        InetAddress.ofLiteral("10.0.0.7"));
        assertEquals(Optional.of(InetAddress.ofLiteral("172.17.0.2")), OwnAddress.best(container));
        assertEquals(
                Optional.of(InetAddress.ofLiteral("fd00::2")),
                OwnAddress.best(container.subList(0, 3)));
        assertEquals(Optional.empty(), OwnAddress.best(container.subList(0, 2)));
        var environment =
                Map.of(
                        "MILLIWATT_CONTROL_TOKEN",
                        TOKEN,
                        "MILLIWATT_ADVERTISE",
                        "auto",
                        "MILLIWATT_BIND",
                        "127.0.0.3");
        assertEquals(
                "127.0.0.3",
                EngineConfig.read(new String[0], environment).advertise().getHostAddress(),
                "bound to one address, that is its own");
    }

    @Test
    void advertisesTheBindAddressUnlessThatIsAWildcard() throws Exception {
        var environment = Map.of("MILLIWATT_CONTROL_TOKEN", TOKEN);
        var config = EngineConfig.read(new String[] {"--bind", "127.0.0.1"}, environment);
        assertEquals("127.0.0.1", config.advertise().getHostAddress());
        var missing =
                assertThrows(
                        ConfigurationException.class,
                        () -> EngineConfig.read(new String[0], environment));
        assertTrue(String.valueOf(missing.getMessage()).contains("--advertise"));
    }

    @ParameterizedTest
    @CsvSource({
        "MILLIWATT_SIP_PORT, 0, from 1 to 65535",
        "MILLIWATT_SIP_PORT, 65536, from 1 to 65535",
        "MILLIWATT_SIP_PORT, five, from 1 to 65535",
        "MILLIWATT_CONTROL_PORT, -1, from 0 to 65535",
        "MILLIWATT_RTP_PORTS, 40000, two ports",
        "MILLIWATT_RTP_PORTS, 40010-40000, two ports",
        "MILLIWATT_RTP_PORTS, 0-10, two ports",
        "MILLIWATT_RTP_PORTS, 65000-70000, two ports",
        "MILLIWATT_ADVERTISE, example.org, IPv4 or IPv6",
        "MILLIWATT_ADVERTISE, 300.1.1.1, IPv4 or IPv6",
        "MILLIWATT_ADVERTISE, 0.0.0.0, reached by a phone",
        "MILLIWATT_ADVERTISE, 224.0.0.1, reached by a phone",
        "MILLIWATT_BIND, eth0, IPv4 or IPv6",
        "MILLIWATT_NAME, a b, letters",
        "MILLIWATT_MEDIA_TIMEOUT, soon, from 1 to 86400",
        "MILLIWATT_PORT_POOL, both, exclusive and shared",
        "MILLIWATT_CONTROL_TOKEN, short, at least 16"
    })
    void saysWhichSettingWhatItWasAndWhatIsAllowed(String variable, String value, String allowed) {
        var environment = new HashMap<>(LEAST);
        environment.put(variable, value);
        var failure =
                assertThrows(
                        ConfigurationException.class,
                        () -> EngineConfig.read(new String[0], environment));
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(variable), message);
        assertTrue(message.contains(allowed), message);
        if (variable.equals("MILLIWATT_CONTROL_TOKEN")) {
            assertFalse(message.contains("short"), "a secret stays out of messages");
        } else {
            assertTrue(message.contains(value), message);
        }
    }

    @Test
    void givesEachCallItsOwnPortsUnlessToldToShare() throws Exception {
        assertEquals(PortPoolKind.EXCLUSIVE, EngineConfig.read(new String[0], LEAST).portPool());
        assertEquals(
                PortPoolKind.SHARED,
                EngineConfig.read(new String[] {"--port-pool=shared"}, LEAST).portPool());
    }

    @Test
    void refusesAnUnknownArgumentAndNamesTheKnownOnes() {
        var failure =
                assertThrows(
                        ConfigurationException.class,
                        () -> EngineConfig.read(new String[] {"--sipport", "1"}, LEAST));
        assertTrue(String.valueOf(failure.getMessage()).contains("--sip-port"));
    }

    @Test
    void refusesTheTokenAsAnArgument() {
        assertThrows(
                ConfigurationException.class,
                () -> EngineConfig.read(new String[] {"--control-token", TOKEN}, LEAST));
    }

    @Test
    void refusesAnArgumentWithoutItsValue() {
        var failure =
                assertThrows(
                        ConfigurationException.class,
                        () -> EngineConfig.read(new String[] {"--sip-port"}, LEAST));
        assertTrue(String.valueOf(failure.getMessage()).contains("needs a value"));
    }

    @Test
    void refusesASipPortInsideTheRtpRange() {
        assertThrows(
                ConfigurationException.class,
                () ->
                        EngineConfig.read(
                                new String[] {"--sip-port=5004", "--rtp-ports=5000-5009"}, LEAST));
    }

    @Test
    void keepsTheTokenOutOfItsText() throws Exception {
        assertFalse(EngineConfig.read(new String[0], LEAST).toString().contains(TOKEN));
    }
}
