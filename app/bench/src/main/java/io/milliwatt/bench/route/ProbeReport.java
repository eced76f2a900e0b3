package io.milliwatt.bench.route;

import java.util.List;
import java.util.Optional;

/// What a probe found: open, or the one obstacle that its packets met.
///
/// @param answer what came back
/// @param obstacle what they met; empty when the way is open
/// @param arrived packets of the probe that came to the host
public record ProbeReport(ProbeAnswer answer, Optional<Obstacle> obstacle, long arrived) {
    /// Judges from the host's counters before and after, which tell what happened and not what
    /// should have.
    ///
    /// @param survey of the host while it was probed
    /// @param before rules before the probe
    /// @param after rules after it
    /// @param counting the rule that counts packets from the phone's place to the container; it
    ///   stands first in raw PREROUTING
    static ProbeReport of(
            ProbeAnswer answer,
            RouteSurvey survey,
            RuleSet before,
            RuleSet after,
            String counting) {
        long arrived = grown(before, after, counting);
        if (answer.isOpen()) {
            return new ProbeReport(answer, Optional.empty(), arrived);
        }
        return new ProbeReport(
                answer, Optional.of(obstacle(answer, survey, before, after, arrived)), arrived);
    }

    private static Obstacle obstacle(
            ProbeAnswer answer, RouteSurvey survey, RuleSet before, RuleSet after, long arrived) {
        if (arrived == 0) {
            return new Obstacle(
                    Obstacle.Kind.NO_ROUTE,
                    answer.error().isEmpty()
                            ? "no packet of the probe came to the host"
                            : answer.error());
        }
        Optional<String> raw = dropped(before, after, "raw");
        if (raw.isPresent()) {
            return new Obstacle(Obstacle.Kind.RAW_DROP, raw.get());
        }
        if (!survey.facts().forwards()) {
            return new Obstacle(Obstacle.Kind.FORWARDING_OFF, "net.ipv4.ip_forward = 0");
        }
        Optional<String> filter = dropped(before, after, "filter");
        if (filter.isPresent()) {
            return new Obstacle(Obstacle.Kind.FORWARD_DROP, filter.get());
        }
        return answer.sipAnswer().isEmpty()
                ? new Obstacle(
                        Obstacle.Kind.NO_ANSWER,
                        arrived + " packets came to the host and passed it")
                : new Obstacle(Obstacle.Kind.NO_MEDIA, answer.sipAnswer() + ", then silence");
    }

    /// The rule or policy of a table that dropped something meanwhile.
    private static Optional<String> dropped(RuleSet before, RuleSet after, String table) {
        for (FilterChain chain : after.chains()) {
            if (!chain.table().equals(table)) {
                continue;
            }
            for (FilterRule rule : chain.rules()) {
                if (List.of("DROP", "REJECT").contains(rule.target())
                        && rule.packets() > packetsOf(before, rule)) {
                    return Optional.of(rule.text());
                }
            }
            long policy = before.chain(table, chain.name()).map(FilterChain::packets).orElse(0L);
            if (chain.name().equals("FORWARD")
                    && chain.policy().equals("DROP")
                    && chain.packets() > policy) {
                return Optional.of("-t " + table + " -P FORWARD DROP");
            }
        }
        return Optional.empty();
    }

    private static long packetsOf(RuleSet rules, FilterRule wanted) {
        return rules.chain(wanted.table(), wanted.chain()).stream()
                .flatMap(it -> it.rules().stream())
                .filter(it -> it.isSame(wanted))
                .mapToLong(FilterRule::packets)
                .sum();
    }

    private static long grown(RuleSet before, RuleSet after, String comment) {
        return counted(after, comment) - counted(before, comment);
    }

    private static long counted(RuleSet rules, String comment) {
        return rules.chains().stream()
                .flatMap(it -> it.rules().stream())
                .filter(it -> it.words().contains(comment))
                .mapToLong(FilterRule::packets)
                .sum();
    }
}
