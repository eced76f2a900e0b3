package io.milliwatt.bench.record;

/// The engine of a call record.
///
/// @param name name of the engine, empty when the call went to an address without an engine of ours
/// @param runtime `docker` or `embedded`, `none` when not ours
/// @param mode network mode: `published`, `container`, `host` (embedded ones too), `macvlan`
/// @param advertisedAddress the address the engine writes into SDP and Contact
/// @param sipPort SIP port, UDP and TCP
/// @param rtpPorts `first-last`
/// @param readyMillis time from launch to ready; milliseconds; 0 when it was running already
public record EngineRecord(
        String name,
        String runtime,
        String mode,
        String advertisedAddress,
        int sipPort,
        String rtpPorts,
        double readyMillis) {}
