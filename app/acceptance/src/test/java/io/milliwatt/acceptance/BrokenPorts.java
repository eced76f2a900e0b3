package io.milliwatt.acceptance;

import static io.milliwatt.acceptance.Patient.HOST;
import static io.milliwatt.acceptance.Patient.SIP;
import static io.milliwatt.acceptance.Patient.URI;

import io.milliwatt.acceptance.BrokenSetUps.SetUp;
import java.util.List;

/// Wrong ports, dead servers, wrong binds.
final class BrokenPorts {
    private BrokenPorts() {}

    static List<SetUp> all() {
        return List.of(
                new SetUp(
                        "server's RTP range is not the published one",
                        "R2",
                        "names port 50000",
                        patient -> {
                            patient.server("rtp=50000");
                            patient.ill(patient.lan(URI));
                            patient.server("rtp=42000");
                            patient.cured(() -> patient.lan(URI));
                        }),
                BrokenSetUps.published(
                        "RTP ports remapped",
                        "R2",
                        "leads port 43000",
                        HOST + ":43000-43003:42000-42003/udp"),
                BrokenSetUps.published(
                        "RTP ports published for TCP only",
                        "R24",
                        "TCP only",
                        HOST + ":42000-42003:42000-42003/tcp"),
                BrokenSetUps.published(
                        "RTP ports published at 127.0.0.1",
                        "R24",
                        "127.0.0.1 only",
                        "127.0.0.1:42000-42003:42000-42003/udp"),
                BrokenSetUps.published(
                        "RTCP port not published", "R3", "42001", HOST + ":42000:42000/udp"),
                new SetUp(
                        "SIP published for TCP only",
                        "R33",
                        "TCP",
                        patient -> {
                            patient.serverAt(List.of(HOST + ":" + SIP + ":" + SIP + "/tcp"));
                            patient.ill(patient.lan(URI));
                            patient.server();
                            patient.cured(() -> patient.lan(URI));
                        }),
                new SetUp(
                        "RTP range too small",
                        "R17",
                        "503",
                        patient -> {
                            patient.engineAt("42000-42001");
                            patient.occupy(() -> patient.ill(patient.here(URI)));
                            patient.engineAt(patient.fixAfter("--rtp-ports "));
                            patient.occupy(() -> patient.cured(() -> patient.here(URI)));
                        }),
                BrokenSetUps.scripted(
                        "RTP bound to 127.0.0.1 in the container",
                        "R30",
                        "127.0.0.1:42000 only",
                        "rtp-bind=127.0.0.1"),
                new SetUp(
                        "SIP bound to 127.0.0.1 in the container",
                        "R30",
                        "127.0.0.1:" + SIP + " only",
                        patient -> {
                            patient.server("sip=127.0.0.1:" + SIP);
                            patient.ill(patient.doctor(URI));
                            patient.server();
                            patient.cured(() -> patient.doctor(URI));
                        }),
                new SetUp(
                        "server listens on another SIP port",
                        "R30",
                        "port " + SIP,
                        patient -> {
                            patient.server("sip=0.0.0.0:25501");
                            patient.ill(patient.lan(URI));
                            patient.server();
                            patient.cured(() -> patient.lan(URI));
                        }),
                new SetUp(
                        "engine killed in the call",
                        "R16",
                        "137",
                        patient -> {
                            patient.engine();
                            patient.later(2_500, "docker kill milliwatt-sick");
                            patient.ill(patient.here(URI, "--duration", "8s"));
                            patient.engine();
                            patient.cured(() -> patient.here(URI));
                        }),
                new SetUp(
                        "engine's container is paused",
                        "R16",
                        "paused",
                        patient -> {
                            patient.engine();
                            patient.host().docker("pause", "milliwatt-sick");
                            patient.ill(patient.doctorOfEngine()).applyFix();
                            patient.cured(() -> patient.doctorOfEngine());
                        }),
                new SetUp(
                        "foreign container has ended",
                        "R16",
                        "has ended",
                        patient -> {
                            patient.server();
                            patient.host().docker("stop", "-t", "1", "scripted");
                            patient.ill(patient.here(URI));
                            patient.host().docker("start", "scripted");
                            Thread.sleep(1_000);
                            patient.cured(() -> patient.here(URI));
                        }),
                new SetUp(
                        "nobody listens at the address called",
                        "R17",
                        "",
                        patient -> {
                            patient.ill(patient.here(URI));
                            patient.server();
                            patient.cured(() -> patient.here(URI));
                        }),
                new SetUp(
                        "number that the server does not have",
                        "R17",
                        "404",
                        patient -> {
                            patient.engine();
                            patient.ill(patient.here("sip:nobody@" + HOST + ":" + SIP));
                            patient.cured(() -> patient.here(URI));
                        }));
    }
}
