package io.milliwatt.bench.checkup;

import io.milliwatt.bench.engine.EngineInfo;
import java.net.InetAddress;
import java.util.Optional;

/// What to look at.
///
/// @param target SIP URI of the server, with the user part to call; without one the INVITE goes to
///   nobody in particular, and may be refused
/// @param engine the engine of ours that answers there; empty for any other server
/// @param phone address of the phone that is to call; empty = any on the LAN of the default route
public record CheckupRequest(
        String target, Optional<EngineInfo> engine, Optional<InetAddress> phone) {
    /// An engine of ours, by a call to `echo`.
    public static CheckupRequest of(EngineInfo engine, Optional<InetAddress> phone) {
        return new CheckupRequest(engine.dial("echo"), Optional.of(engine), phone);
    }
}
