package io.milliwatt.bench.route;

import java.util.List;

/// A rule of iptables as `iptables-save -c` prints it.
///
/// @param table `raw`, `nat`, `filter`
/// @param chain `FORWARD`
/// @param words match and target, quotes removed
/// @param packets how many packets it met
public record FilterRule(String table, String chain, List<String> words, long packets) {
    public FilterRule {
        words = List.copyOf(words);
    }

    /// The target after `-j` or `-g`; empty when it only counts.
    public String target() {
        int at = Math.max(words.indexOf("-j"), words.indexOf("-g"));
        return at < 0 || at + 1 >= words.size() ? "" : words.get(at + 1);
    }

    /// As one would type it: `-t filter -A FORWARD -i eth0 -j DROP`.
    public String text() {
        return "-t " + table + " -A " + chain + " " + String.join(" ", words);
    }

    /// Whether it is the same rule, whatever it counted.
    boolean isSame(FilterRule other) {
        return table.equals(other.table) && chain.equals(other.chain) && words.equals(other.words);
    }
}
