package io.milliwatt.bench.route;

import java.util.List;

/// A chain of iptables.
///
/// @param table its table
/// @param name its name
/// @param policy `ACCEPT` or `DROP`; `-` for a chain that a rule jumps to
/// @param packets packets that fell to the policy
/// @param rules its rules in order
public record FilterChain(
        String table, String name, String policy, long packets, List<FilterRule> rules) {
    public FilterChain {
        rules = List.copyOf(rules);
    }
}
