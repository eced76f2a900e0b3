package io.milliwatt.bench.network;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;

/// What sort of interface it is, in the order in which addresses are offered.
enum LinkKind {
    ETHERNET("LAN", "Ethernet"),
    WIFI("Wi-Fi", "Wi-Fi"),
    BOND("bond", "bond of several interfaces"),
    VLAN("VLAN", "VLAN"),
    BRIDGE("bridge", "bridge of this host"),
    VIRTUAL("virtual", "virtual interface"),
    VPN("VPN", "VPN tunnel"),
    CONTAINER("container network", "bridge of a container engine"),
    LOOPBACK("loopback", "loopback");

    private static final Pattern CONTAINER_BRIDGE =
            Pattern.compile(
                    "docker\\d+|docker_gwbridge|br-[0-9a-f]{12}|virbr\\d+|lxcbr\\d+|lxdbr\\d+"
                            + "|cni\\d+|cni-.*|podman\\d+|nerdctl\\d+|cbr\\d+");
    private static final String TYPE_NONE = "65534";
    private static final String TYPE_PPP = "512";
    private static final String TYPE_LOOPBACK = "772";

    private final String word;
    private final String words;

    LinkKind(String word, String words) {
        this.word = word;
        this.words = words;
    }

    /// For a table: `Wi-Fi`.
    String word() {
        return word;
    }

    /// For a sentence: `bridge of a container engine`.
    String words() {
        return words;
    }

    /// Reads `/sys/class/net/NAME`. A bridge is a container engine's when its name is one that only
    /// they give, or when the engine says that its address is its gateway: a plain `br0` with the
    /// host's own LAN address is nothing special.
    ///
    /// @param sys `/sys`
    /// @param gateways addresses that container engines gave to this host
    static LinkKind of(Path sys, HostInterface link, Set<InetAddress> gateways) {
        Path dir = sys.resolve("class/net").resolve(link.name());
        String type = read(dir.resolve("type"));
        String device = read(dir.resolve("uevent"));
        if (type.equals(TYPE_LOOPBACK) || link.name().equals("lo")) {
            return LOOPBACK;
        }
        if (CONTAINER_BRIDGE.matcher(link.name()).matches()
                || link.addresses().stream().anyMatch(gateways::contains)
                || Files.exists(dir.resolve("brport"))) {
            return CONTAINER;
        }
        if (Files.exists(dir.resolve("bridge"))) {
            return BRIDGE;
        }
        if (Files.exists(dir.resolve("tun_flags"))
                || device.contains("DEVTYPE=wireguard")
                || device.contains("DEVTYPE=ppp")
                || type.equals(TYPE_NONE)
                || type.equals(TYPE_PPP)) {
            return VPN;
        }
        if (Files.exists(dir.resolve("wireless")) || Files.exists(dir.resolve("phy80211"))) {
            return WIFI;
        }
        if (Files.exists(dir.resolve("bonding"))) {
            return BOND;
        }
        if (device.contains("DEVTYPE=vlan")) {
            return VLAN;
        }
        return Files.exists(dir.resolve("device")) ? ETHERNET : VIRTUAL;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException _) {
            return ""; // no such attribute
        }
    }
}
