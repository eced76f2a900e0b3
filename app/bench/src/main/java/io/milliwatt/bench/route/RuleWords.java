package io.milliwatt.bench.route;

import io.milliwatt.bench.network.Subnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the packet filter of a host does for one container network, in words: the lines of
/// `iptables-save` that matter for it, told once each.
public final class RuleWords {
    private static final int SHOWN = 6;

    private RuleWords() {}

    /// The sentences.
    public static List<String> of(RouteSurvey survey) {
        var words = new ArrayList<String>();
        Subnet network = survey.network().subnet();
        RuleSet rules = survey.facts().rules();
        rules.chain("filter", "FORWARD")
                .ifPresent(it ->
                        words.add(
                                it.policy().equals("DROP")
                                        ? "forwarded packets that no rule accepts are dropped"
                                        : "forwarded packets that no rule drops are accepted"));
        if (survey.isMasqueraded()) {
            words.add(
                    "what "
                            + network
                            + " sends to "
                            + survey.lan().subnet()
                            + " leaves with this host's address (masquerade)");
        }
        Map<String, TreeSet<String>> published = published(rules, network);
        published.forEach((container, ports) ->
                words.add(container + " is open at its published ports: " + shown(ports)));
        for (FilterRule rule : rulesTo(rules, network, "raw", "PREROUTING")) {
            words.add(
                    (rule.target().equals("DROP") ? "dropped before routing: " : "before routing: ")
                            + rule.text());
        }
        for (FilterRule rule : rulesTo(rules, network, "filter", "DOCKER-USER")) {
            words.add("the user's own rule: " + rule.text());
        }
        return words;
    }

    /// What Docker's chain accepts from outside, by container.
    private static Map<String, TreeSet<String>> published(RuleSet rules, Subnet network) {
        var published = new TreeMap<String, TreeSet<String>>();
        for (FilterRule rule : rulesTo(rules, network, "filter", "DOCKER")) {
            String port = after(rule, "--dport");
            if (rule.target().equals("ACCEPT") && !port.isEmpty()) {
                published
                        .computeIfAbsent(
                                after(rule, "-d").replaceFirst("/32$", ""), _ -> new TreeSet<>())
                        .add(port + "/" + after(rule, "-p"));
            }
        }
        return published;
    }

    /// Rules of a chain whose destination lies in the network, or holds it.
    private static List<FilterRule> rulesTo(
            RuleSet rules, Subnet network, String table, String chain) {
        return rules.chain(table, chain).stream()
                .flatMap(it -> it.rules().stream())
                .filter(it -> Subnet.parse(after(it, "-d")).filter(network::overlaps).isPresent())
                .toList();
    }

    private static String after(FilterRule rule, String option) {
        int at = rule.words().indexOf(option);
        return at < 0 || at + 1 >= rule.words().size() ? "" : rule.words().get(at + 1);
    }

    private static String shown(TreeSet<String> ports) {
        List<String> all = List.copyOf(ports);
        return String.join(", ", all.subList(0, Math.min(SHOWN, all.size())))
                + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "");
    }
}
