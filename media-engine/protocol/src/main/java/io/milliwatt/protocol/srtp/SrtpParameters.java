package io.milliwatt.protocol.srtp;

/// The keys of one transport, seen from us: each side chose the key it sends with (RFC 4568,
/// section 5.1.2). When a later negotiation gives equal parameters, the contexts go on; a key that
/// changed starts a new context with roll-over counter 0.
///
/// @param send what we protect with
/// @param receive what the peer protects with
public record SrtpParameters(SrtpMasterKey send, SrtpMasterKey receive) {}
