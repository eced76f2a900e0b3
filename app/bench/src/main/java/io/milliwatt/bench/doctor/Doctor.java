package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Asks all rules.
public final class Doctor {
    /// In the order of causes: an engine that died explains everything after it, a wrong address
    /// explains missing packets, and missing packets explain a call that was not answered.
    private static final List<Rule> RULES =
            List.of(
                    new EngineDied(),
                    new SubnetOverlap(),
                    new AddressNotOfThisHost(),
                    new ContainerAddressInSdp(),
                    new UselessAddressInSdp(),
                    new UselessCandidates(),
                    new PublishedElsewhere(),
                    new PortNotPublished(),
                    new SipPortNotPublished(),
                    new WayToContainerClosed(),
                    new NoRouteToContainer(),
                    new HostDrops(),
                    new StaleFlows(),
                    new WrongBind(),
                    new AddressNotTowardsPhone(),
                    new DockerElsewhere(),
                    new CallRefused(),
                    new DirectionMismatch(),
                    new MediaRefused(),
                    new WrongKeys(),
                    new PayloadNotAgreed(),
                    new SentElsewhere(),
                    new PacketsDisappear(),
                    new ContactUnreachable(),
                    new WrongAudio(),
                    new PhoneStarved(),
                    new DigitsLost(),
                    new PacketTime(),
                    new PacketsLost(),
                    new DuplicatePackets(),
                    new ClockDrift(),
                    new LatePackets(),
                    new SeenAsGateway(),
                    new RtcpNotPublished());

    private Doctor() {}

    /// Rules about packets that flowed, which before a call none have.
    private static final Set<String> OF_PACKETS =
            Set.of("R15", "R18", "R19", "R21", "R25", "R27", "R28", "R29", "R31", "R32", "R34");

    private static final Set<String> TEARING = Set.of("R21", "R25", "R27", "R28", "R29");

    /// What would be wrong with a call that is not placed yet: `evidence` is of a call that was
    /// answered and carried nothing.
    public static List<Finding> examineBeforeCall(CallEvidence evidence) {
        return examine(evidence).stream().filter(it -> !OF_PACKETS.contains(it.rule())).toList();
    }

    /// The findings, the first is the one to mend; empty for a healthy call.
    public static List<Finding> examine(CallEvidence evidence) {
        var findings = new ArrayList<Finding>();
        for (Rule rule : RULES) {
            rule.examine(evidence).ifPresent(findings::add);
        }
        // what keeps the call from working comes before what spoils it
        findings.sort(Comparator.comparing(Finding::severity));
        behindWhatExplainsIt(findings);
        return findings;
    }

    /// Packets that are lost, late, doubled or at the wrong pace tear the audio: that it is torn is
    /// told after them, though it is the greater evil.
    private static void behindWhatExplainsIt(List<Finding> findings) {
        List<Finding> torn = findings.stream().filter(it -> it.rule().equals("R19")).toList();
        if (findings.stream().anyMatch(it -> TEARING.contains(it.rule()))) {
            findings.removeAll(torn);
            findings.addAll(torn);
        }
    }

    /// All rules, for the documentation's test.
    static List<Rule> rules() {
        return RULES;
    }
}
