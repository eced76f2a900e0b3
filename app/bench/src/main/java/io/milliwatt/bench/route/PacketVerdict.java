package io.milliwatt.bench.route;

/// What the rules do with a packet.
///
/// @param kind passes, dropped, or not known
/// @param table table of the rule that decided
/// @param chain its chain
/// @param rule the rule in words, or the policy; empty when it passes by no rule
public record PacketVerdict(Kind kind, String table, String chain, String rule) {
    /// What happens.
    public enum Kind {
        PASSES,
        DROPPED,
        /// A rule with a match that cannot be judged from its text decides.
        UNKNOWN
    }
}
