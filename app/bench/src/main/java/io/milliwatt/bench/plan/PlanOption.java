package io.milliwatt.bench.plan;

import java.util.Optional;

/// One way to bring the RTP of so many calls to an engine.
///
/// @param kind which
/// @param ports RTP ports
/// @param range the RTP range, `40000-40199`; empty when so many ports do not fit above the first
/// @param cost what it costs
/// @param condition what it needs or breaks, in words
/// @param command how to launch an engine so; empty where Milliwatt cannot
public record PlanOption(
        Kind kind,
        int ports,
        Optional<String> range,
        Cost cost,
        String condition,
        Optional<String> command) {
    /// The ways.
    public enum Kind {
        PUBLISHED("published", "publish two ports for each stream"),
        RTCP_MUX("rtcp-mux", "publish one port for each stream, RTCP on the same"),
        SHARED("shared", "publish a few ports that all calls share"),
        DNAT("dnat", "one rule for the whole range"),
        CONTAINER("container", "no ports: the container's own address"),
        HOST("host", "no ports: the host's own network");

        private final String key;
        private final String words;

        Kind(String key, String words) {
            this.key = key;
            this.words = words;
        }

        /// As in JSON: `rtcp-mux`.
        public String key() {
            return key;
        }

        /// What is done, in words.
        public String words() {
            return words;
        }
    }

    /// Whether so many ports exist.
    boolean fits() {
        return ports == 0 || range.isPresent();
    }
}
