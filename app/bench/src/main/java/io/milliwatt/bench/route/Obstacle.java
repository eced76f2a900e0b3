package io.milliwatt.bench.route;

import java.util.Locale;

/// What keeps the packets of a phone on the LAN from a container's own address.
///
/// @param kind which
/// @param seen what was seen: the rule, the setting
public record Obstacle(Kind kind, String seen) {
    /// The obstacles, in the order in which a packet meets them.
    public enum Kind {
        NO_ROUTE(
                "the packets do not come to the Docker host: the phone or its router has no route"),
        RAW_DROP(
                "the host drops what is addressed straight to a container before it looks where it"
                        + " goes, as Docker 28 and later do"),
        FORWARDING_OFF("the host does not forward packets at all"),
        FORWARD_DROP("the host's FORWARD chain drops what is not published"),
        NO_ANSWER("the packets pass the host, but no answer comes back"),
        NO_MEDIA("SIP is answered, but no RTP comes back"),
        INPUT_DROP("the host's own INPUT chain drops what comes in for it");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /// For people.
        public String words() {
            return words;
        }

        /// As in JSON: `raw-drop`.
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
