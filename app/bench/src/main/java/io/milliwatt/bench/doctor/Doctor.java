package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import java.util.ArrayList;
import java.util.List;

/// Asks all rules.
public final class Doctor {
    /// In the order of causes: an engine that died explains everything after it, a wrong address
    /// explains missing packets.
    private static final List<Rule> RULES =
            List.of(
                    new EngineDied(),
                    new CallRefused(),
                    new AddressNotOfThisHost(),
                    new ContainerAddressInSdp(),
                    new UselessAddressInSdp(),
                    new PortNotPublished(),
                    new DirectionMismatch(),
                    new MediaRefused(),
                    new WrongKeys(),
                    new PacketsDisappear(),
                    new PacketsLost(),
                    new WrongAudio());

    private Doctor() {}

    /// The findings, the first is the one to mend; empty for a healthy call.
    public static List<Finding> examine(CallEvidence evidence) {
        var findings = new ArrayList<Finding>();
        for (Rule rule : RULES) {
            rule.examine(evidence).ifPresent(findings::add);
        }
        return findings;
    }

    /// All rules, for the documentation's test.
    static List<Rule> rules() {
        return RULES;
    }
}
