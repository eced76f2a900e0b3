package io.milliwatt.bench.route;

import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.route.PacketVerdict.Kind;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Follows the first packet of a flow through the chains that a forwarded packet meets: `raw`
/// PREROUTING, then `filter` FORWARD, with all chains they jump to. The matches that Docker and the
/// usual firewalls write are understood; a rule that decides by another one makes the verdict
/// [Kind#UNKNOWN], with that rule.
public final class RuleWalk {
    private static final int MAX_DEPTH = 32;
    private static final Set<String> HARMLESS =
            Set.of("LOG", "NFLOG", "ULOG", "MARK", "CONNMARK", "CT", "NOTRACK", "TRACE", "");

    private final RuleSet rules;

    public RuleWalk(RuleSet rules) {
        this.rules = rules;
    }

    /// What happens to it.
    public PacketVerdict judge(Packet packet) {
        PacketVerdict raw = beforeRouting(packet);
        return raw.kind() == Kind.PASSES ? forwarding(packet) : raw;
    }

    /// What the table `raw` does with it, before the host looks where it goes.
    public PacketVerdict beforeRouting(Packet packet) {
        return chain("raw", "PREROUTING", packet);
    }

    /// What the table `filter` does with it, when the host forwards it.
    public PacketVerdict forwarding(Packet packet) {
        return chain("filter", "FORWARD", packet);
    }

    /// What the table `filter` does with it, when it is for this host itself.
    public PacketVerdict arriving(Packet packet) {
        return chain("filter", "INPUT", packet);
    }

    /// What the table `filter` does with it, when it is this host's own.
    public PacketVerdict leaving(Packet packet) {
        return chain("filter", "OUTPUT", packet);
    }

    /// Whether the source address of what goes out there is replaced by the host's.
    public boolean isMasqueraded(Packet packet) {
        return rules.chain("nat", "POSTROUTING").stream()
                .flatMap(it -> it.rules().stream())
                .filter(it -> Match.of(it, packet) != Match.NO)
                .findFirst()
                .filter(it -> it.target().equals("MASQUERADE") || it.target().equals("SNAT"))
                .isPresent();
    }

    private PacketVerdict chain(String table, String name, Packet packet) {
        Optional<FilterChain> chain = rules.chain(table, name);
        if (chain.isEmpty()) {
            return new PacketVerdict(Kind.PASSES, table, name, "");
        }
        Optional<PacketVerdict> decided = walk(chain.get(), packet, 0);
        return decided.orElseGet(() ->
                new PacketVerdict(
                        chain.get().policy().equals("DROP") ? Kind.DROPPED : Kind.PASSES,
                        table,
                        name,
                        "-t " + table + " -P " + name + " " + chain.get().policy()));
    }

    /// Empty when the packet comes out at the end of the chain.
    private Optional<PacketVerdict> walk(FilterChain chain, Packet packet, int depth) {
        for (FilterRule rule : chain.rules()) {
            Match match = Match.of(rule, packet);
            if (match == Match.NO) {
                continue;
            }
            String target = rule.target();
            if (HARMLESS.contains(target)) {
                continue;
            }
            if (target.equals("RETURN")) {
                if (match == Match.YES) {
                    return Optional.empty();
                }
                return Optional.of(verdict(Kind.UNKNOWN, rule));
            }
            Optional<PacketVerdict> decided =
                    switch (target) {
                        case "ACCEPT" -> Optional.of(verdict(Kind.PASSES, rule));
                        case "DROP", "REJECT" -> Optional.of(verdict(Kind.DROPPED, rule));
                        default -> jump(chain.table(), target, packet, depth);
                    };
            if (decided.isPresent()) {
                return match == Match.YES || decided.get().kind() == Kind.UNKNOWN
                        ? decided
                        : Optional.of(verdict(Kind.UNKNOWN, rule));
            }
        }
        return Optional.empty();
    }

    private Optional<PacketVerdict> jump(String table, String target, Packet packet, int depth) {
        Optional<FilterChain> chain = rules.chain(table, target);
        return chain.isEmpty() || depth >= MAX_DEPTH
                ? Optional.empty()
                : walk(chain.get(), packet, depth + 1);
    }

    private static PacketVerdict verdict(Kind kind, FilterRule rule) {
        return new PacketVerdict(kind, rule.table(), rule.chain(), rule.text());
    }

    private enum Match {
        YES,
        NO,
        UNKNOWN;

        static Match of(FilterRule rule, Packet packet) {
            List<String> words = rule.words();
            Match all = YES;
            boolean not = false;
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                if (word.equals("!")) {
                    not = true;
                    continue;
                }
                if (word.equals("-j") || word.equals("-g")) {
                    break; // what follows belongs to the target
                }
                if (word.equals("-m") || word.equals("--comment")) {
                    i++;
                    continue;
                }
                String value = i + 1 < words.size() ? words.get(++i) : "";
                Match one = one(word, value, packet);
                if (one != UNKNOWN && (one == NO) != not) {
                    return NO;
                }
                all = one == UNKNOWN ? UNKNOWN : all;
                not = false;
            }
            return all;
        }

        private static Match one(String option, String value, Packet packet) {
            return switch (option) {
                case "-i" -> of(isInterface(value, packet.in()));
                case "-o" -> of(isInterface(value, packet.out()));
                case "-s" -> of(isIn(value, packet.source()));
                case "-d" -> of(isIn(value, packet.destination()));
                case "-p" -> of(value.equals("all") || value.equals(packet.protocol()));
                case "--dport", "--dports" -> of(isPort(value, packet.port()));
                case "--ctstate", "--state" -> of(List.of(value.split(",")).contains("NEW"));
                // a packet to a container is for another machine than this host
                case "--dst-type" -> of(!value.equals("LOCAL"));
                default -> UNKNOWN;
            };
        }

        private static Match of(boolean matches) {
            return matches ? YES : NO;
        }

        private static boolean isInterface(String pattern, String name) {
            return pattern.endsWith("+")
                    ? name.startsWith(pattern.substring(0, pattern.length() - 1))
                    : pattern.equals(name);
        }

        private static boolean isIn(String network, InetAddress address) {
            return Subnet.parse(network).filter(it -> it.contains(address)).isPresent();
        }

        private static boolean isPort(String wanted, int port) {
            for (String each : wanted.split(",")) {
                String[] ends = each.split(":");
                int low = ends[0].isEmpty() ? 0 : Integer.parseInt(ends[0]);
                int high =
                        ends.length > 1
                                ? Integer.parseInt(ends[1])
                                : each.endsWith(":") ? 65_535 : low;
                if (port >= low && port <= high) {
                    return true;
                }
            }
            return false;
        }
    }
}
