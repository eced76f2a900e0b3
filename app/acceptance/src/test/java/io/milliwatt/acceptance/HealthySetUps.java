package io.milliwatt.acceptance;

import static io.milliwatt.acceptance.Patient.HOST;
import static io.milliwatt.acceptance.Patient.SIP;
import static io.milliwatt.acceptance.Patient.URI;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Set-ups with which nothing is wrong: the doctor must find nothing.
final class HealthySetUps {
    /// One of them.
    ///
    /// @param name what it is
    /// @param look makes it, and looks at it
    record SetUp(String name, Look look) {}

    /// What is done.
    @FunctionalInterface
    interface Look {
        JsonNode at(Patient patient) throws Exception;
    }

    private static final int PEER = 26_060;

    private HealthySetUps() {}

    private static SetUp fromHere(String name, String number, List<String> engine, String... call) {
        return new SetUp(
                name,
                patient -> {
                    patient.engine(engine.toArray(String[]::new));
                    return patient.here("sip:" + number + "@" + HOST + ":" + SIP, call);
                });
    }

    private static SetUp fromTheLan(String name, List<String> engine, String... call) {
        return new SetUp(
                name,
                patient -> {
                    patient.engine(engine.toArray(String[]::new));
                    return patient.lan(URI, call);
                });
    }

    private static SetUp atItsOwnAddress(String name, boolean lan, String mode, String... call) {
        return new SetUp(
                name,
                patient -> {
                    String uri = patient.engine("--mode", mode).get("dial").asText();
                    return lan ? patient.lan(uri, call) : patient.here(uri, call);
                });
    }

    static List<SetUp> all() {
        return List.of(
                fromHere("published, from this host", "echo", List.of()),
                fromTheLan("published, from the LAN", List.of()),
                fromHere("one DNAT rule, from this host", "echo", List.of("--publish", "dnat")),
                fromTheLan("one DNAT rule, from the LAN", List.of("--publish", "dnat")),
                fromHere("host's network, from this host", "echo", List.of("--mode", "host")),
                fromTheLan("host's network, from the LAN", List.of("--mode", "host")),
                atItsOwnAddress("container's address, from this host", false, "container"),
                atItsOwnAddress(
                        "container's address, from the LAN by a route",
                        true,
                        "container",
                        "--lan-route",
                        "172.17.0.0/16"),
                atItsOwnAddress("macvlan, from the LAN", true, "macvlan"),
                fromTheLan("shared ports, from the LAN", List.of("--port-pool", "shared")),
                fromTheLan("PCMU, from the LAN", List.of(), "--codec", "PCMU"),
                fromTheLan("G.722, from the LAN", List.of(), "--codec", "G722"),
                fromTheLan("Opus, from the LAN", List.of(), "--codec", "opus"),
                fromTheLan("SRTP, from the LAN", List.of(), "--srtp", "required"),
                fromHere("SIP over TCP", "echo", List.of(), "--transport", "tcp"),
                new SetUp(
                        "SIP over TLS",
                        patient -> {
                            patient.engine("--tls");
                            return patient.here(
                                    "sip:echo@" + HOST + ":" + (SIP + 1) + ";transport=tls",
                                    "--tls-insecure");
                        }),
                fromTheLan("digits, from the LAN", List.of(), "--dtmf", "12#"),
                fromHere("silence is no fault", "silence", List.of()),
                fromHere("echo with a delay", "delay-250", List.of(), "--play", "tone:440"),
                fromHere(
                        "a tone, while the phone is silent",
                        "milliwatt",
                        List.of(),
                        "--play",
                        "silence"),
                new SetUp(
                        "engine without a container",
                        patient -> {
                            patient.engine("--runtime", "embedded");
                            return patient.here(URI);
                        }),
                new SetUp(
                        "foreign server in a container, from the LAN",
                        patient -> {
                            patient.server();
                            return patient.lan(URI);
                        }),
                new SetUp(
                        "foreign server that sends a tone, from this host",
                        patient -> {
                            patient.server("mode=tone");
                            return patient.here("sip:tone@" + HOST + ":" + SIP);
                        }),
                new SetUp(
                        "sipp answers and echoes",
                        patient ->
                                patient.with(
                                        "sipp -sn uas -i HOST -p PEER -mi HOST -mp 27000 -rtp_echo -nostdin -m 1",
                                        () -> patient.here("sip:echo@" + HOST + ":" + PEER))),
                new SetUp(
                        "baresip answers with a tone",
                        patient ->
                                patient.with(
                                        patient.baresip(PEER),
                                        () -> patient.here("sip:alice@" + HOST + ":" + PEER))),
                new SetUp(
                        "engine before a call",
                        patient -> {
                            patient.engine();
                            return patient.doctorOfEngine();
                        }),
                new SetUp(
                        "engine in the host's network before a call",
                        patient -> {
                            patient.engine("--mode", "host");
                            return patient.doctorOfEngine();
                        }),
                new SetUp(
                        "foreign server before a call",
                        patient -> {
                            patient.server();
                            return patient.doctor(URI);
                        }));
    }
}
