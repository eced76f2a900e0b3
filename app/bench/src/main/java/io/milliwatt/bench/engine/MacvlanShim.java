package io.milliwatt.bench.engine;

import io.milliwatt.bench.toolbox.HostCommand;
import java.net.InetAddress;

/// The way from the host to its own macvlan containers. The kernel passes nothing between an
/// interface and the macvlan interfaces upon it, but it does between those: so the host gets one
/// too, with a route to the engine. It needs no address, since it answers for the host's.
///
/// @param container id of the container
/// @param name name of the engine
/// @param parent the LAN interface
/// @param host the host's address on it
/// @param engine the engine's address
record MacvlanShim(
        String container, String name, String parent, InetAddress host, InetAddress engine) {
    private static final int ID_CHARACTERS = 10;

    HostCommand command() {
        // the kernel allows 15 characters
        String link = "mw" + container.substring(0, Math.min(ID_CHARACTERS, container.length()));
        return new HostCommand(
                "let this host reach " + name + " at " + engine.getHostAddress(),
                HostCommand.shell(
                        "set -e\n"
                                // another process may have noticed too that it is missing
                                + "ip link del "
                                + link
                                + " 2>/dev/null || true\n"
                                + "ip link add "
                                + link
                                + " link "
                                + parent
                                + " type macvlan mode bridge\n"
                                + "ip link set "
                                + link
                                + " up\n"
                                + "ip route add "
                                + engine.getHostAddress()
                                + "/32 dev "
                                + link
                                + " src "
                                + host.getHostAddress()),
                HostCommand.removeLink(link));
    }
}
