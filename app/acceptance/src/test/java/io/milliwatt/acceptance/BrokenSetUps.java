package io.milliwatt.acceptance;

import static io.milliwatt.acceptance.Patient.HOST;
import static io.milliwatt.acceptance.Patient.SIP;
import static io.milliwatt.acceptance.Patient.URI;

import java.util.List;
import java.util.stream.Stream;

/// Broken set-ups: how each is made, which finding names its cause, and how it is mended as that
/// finding says.
final class BrokenSetUps {
    /// One of them.
    ///
    /// @param cause what is wrong, in words
    /// @param rule id of the finding that names it
    /// @param told words that must be in its message: which hop, which address
    /// @param course makes it, looks, mends, looks again
    record SetUp(String cause, String rule, String told, Course course) {}

    /// What is done.
    @FunctionalInterface
    interface Course {
        void run(Patient patient) throws Exception;
    }

    private static final String SIP_PUBLISHED = HOST + ":" + SIP + ":" + SIP + "/udp";

    private BrokenSetUps() {}

    /// The server misbehaves by one word of its script; without it all is well.
    static SetUp scripted(String cause, String rule, String told, String fault) {
        return scripted(cause, rule, told, URI, fault);
    }

    static SetUp scripted(String cause, String rule, String told, String uri, String... faults) {
        return new SetUp(
                cause,
                rule,
                told,
                patient -> {
                    patient.server(faults);
                    patient.ill(patient.here(uri));
                    patient.server(uri.equals(URI) ? new String[0] : new String[] {"mode=tone"});
                    patient.cured(() -> patient.here(uri));
                });
    }

    /// The same, seen from the LAN.
    static SetUp fromTheLan(String cause, String rule, String told, String... faults) {
        return new SetUp(
                cause,
                rule,
                told,
                patient -> {
                    patient.server(faults);
                    patient.ill(patient.lan(URI));
                    patient.server();
                    patient.cured(() -> patient.lan(URI));
                });
    }

    /// Other ports are published than the server uses.
    static SetUp published(String cause, String rule, String told, String rtp) {
        return new SetUp(
                cause,
                rule,
                told,
                patient -> {
                    patient.serverAt(List.of(SIP_PUBLISHED, rtp));
                    patient.ill(patient.lan(URI));
                    patient.server();
                    patient.cured(() -> patient.lan(URI));
                });
    }

    /// A change of the host, mended by the command of the finding; seen from the LAN.
    static SetUp ofTheHost(
            String cause, String rule, String told, String change, String back, String... engine) {
        return new SetUp(
                cause,
                rule,
                told,
                patient -> {
                    patient.engine(engine);
                    patient.change(change, back);
                    patient.ill(patient.lan(URI)).applyFix();
                    patient.cured(() -> patient.lan(URI));
                });
    }

    static SetUp loss(String cause, String told, String rule) {
        return new SetUp(
                cause,
                "R21",
                told,
                patient -> {
                    patient.engine();
                    patient.change("iptables " + rule, "iptables " + rule.replace("-I ", "-D "));
                    patient.ill(patient.lan(URI));
                    patient.host().sh("iptables " + rule.replace("-I ", "-D "));
                    patient.cured(() -> patient.lan(URI));
                });
    }

    /// All of them.
    static List<SetUp> all() {
        return Stream.of(
                        BrokenAddresses.all(),
                        BrokenPorts.all(),
                        BrokenHosts.all(),
                        BrokenMedia.all())
                .flatMap(List::stream)
                .toList();
    }
}
