package io.milliwatt.bench.route;

import io.milliwatt.bench.network.Subnet;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The systems that a phone or its router may run, and how each is told a static route. In the
/// texts `{net}`, `{len}` and `{mask}` stand for the container network, `{gw}` for the Docker
/// host's address.
public enum ClientSystem {
    LINUX(
            "Linux (ip)",
            "sudo ip route add {net}/{len} via {gw}",
            "",
            "sudo ip route del {net}/{len} via {gw}",
            "gone after a restart"),
    NETWORK_MANAGER(
            "Linux (NetworkManager)",
            "",
            "nmcli connection modify \"CONNECTION\" +ipv4.routes \"{net}/{len} {gw}\" && nmcli connection up"
                    + " \"CONNECTION\"",
            "nmcli connection modify \"CONNECTION\" -ipv4.routes \"{net}/{len} {gw}\" && nmcli connection up"
                    + " \"CONNECTION\"",
            "CONNECTION is a name that nmcli connection show lists"),
    NETWORKD(
            "Linux (systemd-networkd)",
            "",
            "printf '[Route]\\nDestination={net}/{len}\\nGateway={gw}\\n' | sudo tee -a"
                    + " /etc/systemd/network/FILE.network && sudo networkctl reload",
            "take the three lines out of /etc/systemd/network/FILE.network again, and sudo networkctl"
                    + " reload",
            "FILE.network is the file that networkctl status INTERFACE names"),
    WINDOWS(
            "Windows",
            "route ADD {net} MASK {mask} {gw} METRIC 5",
            "route -p ADD {net} MASK {mask} {gw} METRIC 5",
            "route DELETE {net}",
            "in a window run as administrator"),
    MACOS(
            "macOS",
            "sudo route -n add -net {net}/{len} {gw}",
            "sudo networksetup -setadditionalroutes \"Wi-Fi\" {net} {mask} {gw}",
            "sudo route -n delete -net {net}/{len}",
            "networksetup replaces the list of additional routes: repeat those that networksetup"
                    + " -getadditionalroutes shows"),
    OPENWRT(
            "OpenWrt",
            "ip route add {net}/{len} via {gw}",
            "uci set network.milliwatt=route; uci set network.milliwatt.interface=lan; uci set"
                    + " network.milliwatt.target={net}; uci set network.milliwatt.netmask={mask}; uci set"
                    + " network.milliwatt.gateway={gw}; uci commit network; service network reload",
            "uci delete network.milliwatt; uci commit network; service network reload",
            "on the phones' router, which then sends their packets back into the LAN"),
    MIKROTIK(
            "MikroTik",
            "",
            "/ip/route/add dst-address={net}/{len} gateway={gw} comment=milliwatt",
            "/ip/route/remove [find comment=milliwatt]",
            "RouterOS 7; in version 6: /ip route add"),
    CISCO_IOS(
            "Cisco IOS",
            "ip route {net} {mask} {gw}",
            "ip route {net} {mask} {gw}, then: end, write memory",
            "no ip route {net} {mask} {gw}",
            "after configure terminal");

    private final String title;
    private final String temporary;
    private final String persistent;
    private final String undo;
    private final String note;

    ClientSystem(String title, String temporary, String persistent, String undo, String note) {
        this.title = title;
        this.temporary = temporary;
        this.persistent = persistent;
        this.undo = undo;
        this.note = note;
    }

    /// The commands for one route.
    ///
    /// @param system the system
    /// @param temporary gone after a restart; empty where there is none
    /// @param persistent stays; empty where there is none
    /// @param undo takes either away
    /// @param note what to know before
    public record Commands(
            ClientSystem system, String temporary, String persistent, String undo, String note) {}

    /// The command-line word: `cisco-ios`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String title() {
        return title;
    }

    /// How this system is told the way.
    ///
    /// @param network the container network
    /// @param gateway the Docker host's address on the phone's network
    public Commands commands(Subnet network, String gateway) {
        return new Commands(
                this,
                fill(temporary, network, gateway),
                fill(persistent, network, gateway),
                fill(undo, network, gateway),
                note);
    }

    /// All systems.
    public static List<Commands> all(Subnet network, String gateway) {
        return Arrays.stream(values()).map(it -> it.commands(network, gateway)).toList();
    }

    private static String fill(String command, Subnet network, String gateway) {
        return command.replace("{net}", network.address())
                .replace("{len}", Integer.toString(network.prefix()))
                .replace("{mask}", network.mask())
                .replace("{gw}", gateway);
    }
}
