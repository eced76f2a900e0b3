package io.milliwatt.bench.docker;

import java.util.List;
import java.util.Locale;

/// A way in which a daemon is not simply "Docker on this Linux host".
public enum DockerTrait {
    /// `DOCKER_HOST` names another machine.
    REMOTE(
            true,
            "The daemon runs on another machine",
            List.of(
                    "ports are published on that machine's addresses, not on this one's: advertise"
                            + " one of those",
                    "the control API is on that machine's loopback address: reach it by ssh -L, or run"
                            + " Milliwatt there",
                    "routes, rules and real time of that machine cannot be read from here")),
    /// Containers run in a virtual machine that Docker Desktop keeps.
    DESKTOP(
            true,
            "Docker Desktop runs containers in a virtual machine of its own",
            List.of(
                    "container addresses cannot be routed to from the LAN, whatever route is set",
                    "mode host is the virtual machine's network, unless host networking is switched on"
                            + " (4.34 and later; TCP and UDP only)",
                    "macvlan does not reach the LAN",
                    "take mode published, and advertise this machine's LAN address")),
    /// The daemon runs without root, in a network namespace of its own.
    ROOTLESS(
            true,
            "The daemon runs rootless, in a network namespace of its own",
            List.of(
                    "the port driver builtin hides who sent a UDP packet: the engine answers its own"
                            + " gateway, so symmetric RTP fails; set"
                            + " DOCKERD_ROOTLESS_ROOTLESSKIT_PORT_DRIVER=slirp4netns",
                    "mode host is the daemon's namespace, not this host's network",
                    "routes, rules of the host and real time need root, which it is not")),
    /// Podman runs without root.
    ROOTLESS_PODMAN(
            true,
            "Podman runs rootless, its containers in a network namespace of their own",
            List.of(
                    "published ports are led there by a program of Podman's, which hides who sent a"
                            + " packet: the engine sees every phone at one address, and answers there",
                    "modes container and macvlan, --publish dnat, routes, real time and a phone on the"
                            + " LAN need root",
                    "with control groups of version 1 it limits nothing: --cpus and --memory are"
                            + " refused",
                    "take mode host, which is this host's own network, or Podman with root: sudo"
                            + " systemctl start podman.socket and"
                            + " DOCKER_HOST=unix:///run/podman/podman.sock")),
    /// WSL 2 behind the NAT of Windows.
    WSL_NAT(
            false,
            "WSL 2 is behind the NAT of Windows",
            List.of(
                    "phones on the LAN do not reach this address; set networkingMode=mirrored in"
                            + " .wslconfig and restart WSL",
                    "netsh portproxy forwards TCP only, so it does not help RTP")),
    /// WSL 2 with the interfaces of Windows.
    WSL_MIRRORED(
            false,
            "WSL 2 uses the interfaces of Windows (mirrored)",
            List.of(
                    "the Hyper-V firewall drops what comes in until it is told otherwise:"
                            + " New-NetFirewallHyperVRule -Name Milliwatt -DisplayName Milliwatt -Protocol"
                            + " UDP -LocalPorts 5060,40000-40019",
                    "published UDP ports have been reported not to arrive: probe before relying on"
                            + " them")),
    /// A virtual machine whose address is translated.
    VIRTUAL_MACHINE(
            false,
            "This host is a virtual machine at an address that is translated",
            List.of(
                    "phones outside reach it by another address: forward the SIP and RTP ports to this"
                            + " machine and give that address with --behind-nat, or bridge its network"
                            + " card"));

    private final boolean networkIsElsewhere;
    private final String words;
    private final List<String> limits;

    DockerTrait(boolean networkIsElsewhere, String words, List<String> limits) {
        this.networkIsElsewhere = networkIsElsewhere;
        this.words = words;
        this.limits = limits;
    }

    /// As in JSON: `wsl-nat`.
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What it is, in one sentence without its full stop.
    public String words() {
        return words;
    }

    /// What does not work there, and what to do.
    public List<String> limits() {
        return limits;
    }

    boolean networkIsElsewhere() {
        return networkIsElsewhere;
    }
}
