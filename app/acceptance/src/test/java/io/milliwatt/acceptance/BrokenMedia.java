package io.milliwatt.acceptance;

import static io.milliwatt.acceptance.Patient.HOST;
import static io.milliwatt.acceptance.Patient.SIP;
import static io.milliwatt.acceptance.Patient.URI;

import io.milliwatt.acceptance.BrokenSetUps.SetUp;
import java.util.List;

/// What the far end says and sends.
final class BrokenMedia {
    private BrokenMedia() {}

    static List<SetUp> all() {
        String tone = "sip:tone@" + HOST + ":" + SIP;
        return List.of(
                BrokenSetUps.scripted("audio refused with port 0", "R14", "port 0", "sdp-port=0"),
                BrokenSetUps.scripted("no codec in common", "R14", "G729", "format=18 G729/8000"),
                new SetUp(
                        "codec refused with 488",
                        "R17",
                        "Incompatible media format",
                        patient -> {
                            patient.server("only=PCMU", "warning=Incompatible media format");
                            patient.ill(patient.here(URI, "--codec", "G722"));
                            patient.cured(() -> patient.here(URI, "--codec", "PCMA,PCMU"));
                        }),
                BrokenSetUps.scripted(
                        "answer is sendonly", "R13", "does not listen", "direction=sendonly"),
                BrokenSetUps.scripted(
                        "answer is recvonly", "R13", "does not send", "direction=recvonly"),
                BrokenSetUps.scripted("answer is inactive", "R13", "neither", "direction=inactive"),
                new SetUp(
                        "packets are not encrypted with the key agreed on",
                        "R15",
                        "key agreed",
                        patient -> {
                            patient.server("crypto=MTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODkw");
                            patient.ill(patient.here(URI, "--srtp", "required"));
                            patient.server();
                            patient.cured(() -> patient.here(URI, "--srtp", "off"));
                        }),
                BrokenSetUps.scripted(
                        "server hears, and sends nothing", "R18", "one-way", "mode=mute"),
                BrokenSetUps.scripted("server sends silence", "R19", "", "mode=quiet"),
                BrokenSetUps.scripted(
                        "payload type not agreed on", "R32", "payload type", "type=97"),
                BrokenSetUps.scripted("10 % lost by the server", "R21", "lost", "loss=10"),
                BrokenSetUps.scripted(
                        "packets come irregularly", "R27", "irregularly", "jitter=120"),
                BrokenSetUps.scripted("packets come twice", "R29", "twice", "twice=10"),
                BrokenSetUps.scripted(
                        "sender's timer is 5 % slow",
                        "R28", "slowly", tone, "mode=tone", "pace=21"),
                BrokenSetUps.scripted(
                        "100 ms of audio in a packet",
                        "R25",
                        "100 ms",
                        tone,
                        "mode=tone",
                        "packet=100"),
                BrokenSetUps.scripted(
                        "telephone-event under another number", "R26", "96", "events=96"),
                new SetUp(
                        "digits are not taken",
                        "R26",
                        "501",
                        patient -> {
                            patient.server("events=-1", "info=501");
                            patient.ill(patient.here(URI, "--dtmf", "12"));
                            patient.server();
                            patient.cured(() -> patient.here(URI, "--dtmf", "12"));
                        }),
                new SetUp(
                        "far end is busy",
                        "R17",
                        "busy",
                        patient -> {
                            patient.server("status=486");
                            patient.ill(patient.here(URI));
                            patient.server();
                            patient.cured(() -> patient.here(URI));
                        }));
    }
}
