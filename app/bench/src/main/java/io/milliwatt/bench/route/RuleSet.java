package io.milliwatt.bench.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rules of a host's packet filter, read from `iptables-save -c`.
///
/// @param chains all chains
public record RuleSet(List<FilterChain> chains) {
    private static final Pattern CHAIN = Pattern.compile("^:(\\S+) (\\S+) \\[(\\d+):\\d+]");
    private static final Pattern RULE =
            Pattern.compile("^(?:\\[(\\d+):\\d+] )?-A (\\S+)(?: (.*))?$");
    private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");

    public RuleSet {
        chains = List.copyOf(chains);
    }

    private static final class Building {
        final String policy;
        final long packets;
        final List<FilterRule> rules = new ArrayList<>();

        Building(String policy, long packets) {
            this.policy = policy;
            this.packets = packets;
        }
    }

    /// Reads what `iptables-save -c` printed; lines that are none of its are left out.
    public static RuleSet parse(String text) {
        var tables = new LinkedHashMap<String, Map<String, Building>>();
        String table = "";
        for (String line : text.lines().toList()) {
            Matcher chain = CHAIN.matcher(line);
            Matcher rule = RULE.matcher(line);
            if (line.startsWith("*")) {
                table = line.substring(1).strip();
                tables.putIfAbsent(table, new LinkedHashMap<>());
            } else if (chain.find() && tables.containsKey(table)) {
                tables.get(table)
                        .put(
                                chain.group(1),
                                new Building(chain.group(2), Long.parseLong(chain.group(3))));
            } else if (rule.find() && tables.containsKey(table)) {
                String rest = rule.group(3);
                String count = rule.group(1);
                tables.get(table)
                        .computeIfAbsent(rule.group(2), _ -> new Building("-", 0))
                        .rules
                        .add(
                                new FilterRule(
                                        table,
                                        rule.group(2),
                                        split(rest == null ? "" : rest),
                                        count == null ? 0 : Long.parseLong(count)));
            }
        }
        var chains = new ArrayList<FilterChain>();
        tables.forEach((name, each) ->
                each.forEach((chain, built) ->
                        chains.add(
                                new FilterChain(
                                        name, chain, built.policy, built.packets, built.rules))));
        return new RuleSet(chains);
    }

    private static List<String> split(String text) {
        var words = new ArrayList<String>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String quoted = word.group(1);
            words.add(quoted == null ? word.group(2) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        return words;
    }

    /// A chain.
    public Optional<FilterChain> chain(String table, String name) {
        return chains.stream()
                .filter(it -> it.table().equals(table) && it.name().equals(name))
                .findFirst();
    }

    /// The rules alone, without counters: what is compared before and after.
    public List<String> texts() {
        return chains.stream()
                .flatMap(chain ->
                        Stream.concat(
                                Stream.of(
                                        "-t "
                                                + chain.table()
                                                + " -P "
                                                + chain.name()
                                                + " "
                                                + chain.policy()),
                                chain.rules().stream().map(FilterRule::text)))
                .toList();
    }
}
