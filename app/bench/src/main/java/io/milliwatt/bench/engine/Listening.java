package io.milliwatt.bench.engine;

import java.net.InetAddress;

/// The addresses an engine is told; docs/engine.md, Configuration.
///
/// @param advertise for SDP and Contact; [#OWN] = the engine finds out its own
/// @param bind local address of SIP and RTP
/// @param controlBind local address of the control API
/// @param controlPort port of the control API
record Listening(String advertise, String bind, String controlBind, int controlPort) {
    /// What a container advertises that is reached at its own address.
    static final String OWN = "auto";

    static final int CONTROL_PORT = 5080;

    /// In a network of its own, where everything may be bound.
    static Listening inContainer(String advertise) {
        return new Listening(advertise, "0.0.0.0", "0.0.0.0", CONTROL_PORT);
    }

    /// Among the host's own programs: nothing is bound that was not asked for.
    ///
    /// @param advertise for SDP and Contact
    static Listening onHost(String advertise, InetAddress address, int controlPort) {
        return new Listening(advertise, address.getHostAddress(), "127.0.0.1", controlPort);
    }
}
