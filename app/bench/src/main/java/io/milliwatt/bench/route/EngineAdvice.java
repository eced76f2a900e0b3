package io.milliwatt.bench.route;

import java.util.List;

/// What a release of Docker offers to let a LAN reach containers for good, the least opening first.
///
/// @param title what it is
/// @param command how; what is in capitals is for the user to fill in
/// @param opens what becomes reachable
/// @param undo how to take it back
public record EngineAdvice(String title, String command, String opens, String undo) {
    private static final int ROUTED = 2700;
    private static final int NAT_UNPROTECTED = 2800;
    private static final int TRUSTED_INTERFACES = 2802;

    private static final String CREATE =
            "docker network create --subnet 172.30.0.0/24 -o com.docker.network.bridge.";
    private static final String REMOVE = "docker network rm milliwatt-lan";

    /// For a release; empty where the rules of this host are all there is (before 27).
    ///
    /// @param release 20.10 = 2010, 28.2 = 2802
    /// @param device the host's interface on the LAN
    public static List<EngineAdvice> of(int release, String device) {
        if (release >= TRUSTED_INTERFACES) {
            return List.of(
                    new EngineAdvice(
                            "an own network that trusts the LAN's interface (28.2 and later)",
                            CREATE + "trusted_host_interfaces=" + device + " milliwatt-lan",
                            "the published ports of containers in it, at their own addresses, from "
                                    + device,
                            REMOVE),
                    unprotected(),
                    new EngineAdvice(
                            "the daemon allows direct routing (28.2 and later)",
                            "\"allow-direct-routing\": true in /etc/docker/daemon.json, then: sudo"
                                    + " systemctl restart docker",
                            "the published ports of all containers in all bridge networks",
                            "take it out of /etc/docker/daemon.json, and restart Docker"));
        }
        if (release >= NAT_UNPROTECTED) {
            return List.of(unprotected());
        }
        if (release >= ROUTED) {
            return List.of(
                    new EngineAdvice(
                            "an own network in routed mode (27 and later)",
                            CREATE + "gateway_mode_ipv4=routed milliwatt-lan",
                            "the published ports of containers in it, at their own addresses,"
                                    + " without NAT either way",
                            REMOVE));
        }
        return List.of();
    }

    private static EngineAdvice unprotected() {
        return new EngineAdvice(
                "an own network without protection (28 and later)",
                CREATE + "gateway_mode_ipv4=nat-unprotected milliwatt-lan",
                "all ports of containers in it, at their own addresses",
                REMOVE);
    }
}
