package io.milliwatt.bench.checkup;

import io.milliwatt.bench.checkup.Check.Subject;
import io.milliwatt.bench.checkup.CheckupReport.Outlook;
import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.bench.doctor.Doctor;
import io.milliwatt.bench.doctor.SdpFacts;
import io.milliwatt.bench.doctor.Topology;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.SipProbe;
import io.milliwatt.bench.network.EphemeralPorts;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.protocol.sdp.Direction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Makes checks and a verdict of what a probing call and a look at the host brought. Nothing is
/// asked here but the kernel's range of ephemeral ports.
///
/// @param options answer to OPTIONS; empty when none came
/// @param answer final response to INVITE; empty when none came
/// @param back packets that came back from `echo`; -1 = none were sent
record Judgement(
        CheckupRequest request,
        CallEvidence evidence,
        Optional<SipProbe.Response> options,
        Optional<SipProbe.Response> answer,
        int back) {
    /// Rules about media alone: with them a phone is called, rung and answered.
    private static final Set<String> MEDIA_ONLY =
            Set.of("R1", "R2", "R3", "R5", "R6", "R10", "R11", "R13", "R22", "R24", "R26", "R18");

    CheckupReport report() {
        List<Finding> findings = findings();
        var checks = new ArrayList<Check>();
        for (Subject subject : Subject.values()) {
            List<Finding> here = findings.stream().filter(subject::has).toList();
            if (here.isEmpty()) {
                checks.add(fine(subject));
            } else {
                here.forEach(it -> checks.add(Check.of(subject, it)));
            }
        }
        Outlook hears = hears(findings);
        Outlook heard = heard(findings);
        return new CheckupReport(
                request.target(),
                evidence.topology().server().map(Topology.Server::name).orElse(""),
                hears,
                heard,
                words(hears, heard),
                checks,
                findings);
    }

    private List<Finding> findings() {
        int status = answer.map(SipProbe.Response::status).orElse(0);
        var found = new ArrayList<Finding>();
        for (Finding each : Doctor.examineBeforeCall(evidence)) {
            if (each.rule().equals("R17") && ProbeEvidence.saysNothing(status)) {
                continue; // told by the check of the INVITE
            }
            // what a phone's own router does, and what a daemon may be able to, is not known
            boolean unsure = each.rule().equals("R20") || each.rule().equals("R9");
            found.add(
                    unsure
                            ? new Finding(each.rule(), Severity.WARNING, each.message(), each.fix())
                            : each);
        }
        boolean explained = found.stream().anyMatch(it -> it.severity() == Severity.ERROR);
        if (back == 0 && !explained) {
            Doctor.examine(evidence).stream()
                    .filter(it -> it.rule().equals("R18"))
                    .forEach(found::add);
        }
        found.sort(java.util.Comparator.comparing(Finding::severity));
        return found;
    }

    private Check fine(Subject subject) {
        Optional<Topology.Server> server = evidence.topology().server();
        Optional<SdpFacts> sdp = evidence.answer();
        return switch (subject) {
            case SERVER ->
                    server.map(it -> Check.good(subject, server(it)))
                            .orElseGet(() ->
                                    Check.unknown(
                                            subject,
                                            "no container of this host answers there; only what it"
                                                    + " says itself can be judged"));
            case DOCKER ->
                    server.isPresent()
                            ? Check.good(subject, "the containers' network is this host's")
                            : Check.unknown(subject, "not asked");
            case ADDRESS ->
                    sdp.map(it -> Check.good(subject, address(it)))
                            .orElseGet(() -> Check.unknown(subject, "no answer that names one"));
            case PORTS -> ports(subject, server);
            case ROUTES ->
                    looked(subject, server, "no route of this host leads around the container");
            case FIREWALL ->
                    looked(subject, server, "no rule of this host drops a LAN phone's packets");
            case FLOWS -> looked(subject, server, "none that leads to another container");
            case OPTIONS ->
                    options.map(it -> Check.good(subject, it.words()))
                            .orElseGet(() -> Check.unknown(subject, "not answered over UDP"));
            case INVITE -> invite(subject);
            case SDP ->
                    sdp.map(it ->
                                    Check.good(
                                            subject,
                                            String.join(", ", it.audioCodecs())
                                                    + " at "
                                                    + it.address()
                                                    + ":"
                                                    + it.rtpPort()
                                                    + ", "
                                                    + it.direction().text()))
                            .orElseGet(() -> Check.unknown(subject, "none came"));
            case MEDIA ->
                    back > 0
                            ? Check.good(subject, back + " packets came back")
                            : Check.unknown(
                                    subject,
                                    back < 0
                                            ? "not tried: the number does not echo"
                                            : "nothing came back");
        };
    }

    private static String server(Topology.Server server) {
        return (server.ours() ? "engine " : "container ")
                + server.name()
                + " runs, mode "
                + server.mode().key()
                + (server.published().isEmpty() ? "" : ", published " + server.udpRanges());
    }

    private String address(SdpFacts sdp) {
        boolean here =
                evidence.hostAddresses().stream()
                        .anyMatch(it -> it.getHostAddress().equals(sdp.address()));
        return sdp.address()
                + (here
                        ? ", an address of this host"
                        : ", no address of this host: taken as meant");
    }

    private Check ports(Subject subject, Optional<Topology.Server> server) {
        Optional<EngineInfo> engine = request.engine();
        if (engine.isEmpty()) {
            return server.filter(it -> !it.published().isEmpty())
                    .map(it -> Check.good(subject, "published as they are: " + it.udpRanges()))
                    .orElseGet(() -> Check.unknown(subject, "not known"));
        }
        var range = engine.get().rtpPorts();
        int shared =
                EphemeralPorts.read(Path.of("/proc")).unreservedWithin(range.first(), range.last());
        return Check.good(
                subject,
                range
                        + ", enough for "
                        + (engine.get().settings().sharedPorts()
                                ? "many calls"
                                : range.size() / 2 + " calls at once")
                        + (shared > 0
                                ? "; the kernel may give "
                                        + shared
                                        + " of them to other programs (./milliwatt network plan)"
                                : ""));
    }

    private Check looked(Subject subject, Optional<Topology.Server> server, String text) {
        boolean looked = evidence.topology().host().towardsPhone().isPresent() || !server.isEmpty();
        return looked
                ? Check.good(subject, text)
                : Check.unknown(subject, "not this host's, so not looked at");
    }

    private Check invite(Subject subject) {
        if (answer.isEmpty()) {
            return Check.unknown(subject, "nothing came back; it was cancelled");
        }
        int status = answer.get().status();
        return status < 300
                ? Check.good(subject, answer.get().words() + ", ended by BYE")
                : Check.unknown(
                        subject,
                        answer.get().words()
                                + ": no answer to judge; give a number that answers, such as sip:echo@HOST");
    }

    private Outlook heard(List<Finding> findings) {
        boolean error = findings.stream().anyMatch(it -> it.severity() == Severity.ERROR);
        boolean deaf =
                evidence.answer()
                        .filter(it ->
                                it.direction() == Direction.SENDONLY
                                        || it.direction() == Direction.INACTIVE)
                        .isPresent();
        boolean onlySends =
                findings.stream()
                        .filter(it -> it.severity() == Severity.ERROR)
                        .allMatch(it -> it.rule().equals("R13") || it.rule().equals("R22"));
        if (deaf || error && !onlySends) {
            return Outlook.NO;
        }
        return evidence.answered() ? Outlook.YES : Outlook.UNKNOWN;
    }

    private Outlook hears(List<Finding> findings) {
        boolean cut =
                findings.stream()
                        .filter(it -> it.severity() == Severity.ERROR)
                        .anyMatch(it -> !MEDIA_ONLY.contains(it.rule()));
        boolean mute =
                evidence.answer()
                        .filter(it ->
                                it.direction() == Direction.RECVONLY
                                        || it.direction() == Direction.INACTIVE)
                        .isPresent();
        if (cut || mute) {
            return Outlook.NO;
        }
        return evidence.answered() ? Outlook.YES : Outlook.UNKNOWN;
    }

    private static String words(Outlook hears, Outlook heard) {
        String phone = "A phone on the LAN ";
        if (hears == Outlook.UNKNOWN || heard == Outlook.UNKNOWN) {
            return heard == Outlook.NO
                    ? phone + "will not be heard"
                    : "The server answered no call, so nothing can be said of its audio";
        }
        if (hears == Outlook.YES) {
            return phone
                    + (heard == Outlook.YES
                            ? "will hear the server, and will be heard"
                            : "will not be heard; it may hear a server that sends first");
        }
        return phone
                + (heard == Outlook.YES
                        ? "will be heard, but will not hear the server"
                        : "will neither hear nor be heard");
    }
}
