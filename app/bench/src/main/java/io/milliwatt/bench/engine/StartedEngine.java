package io.milliwatt.bench.engine;

import java.net.InetAddress;
import java.net.URI;

/// An engine whose process was just started, not ready yet.
///
/// @param address the advertised address, at which it is to be reached
/// @param sipPort SIP port, UDP and TCP
/// @param control base of its control API
/// @param token token of the control API
/// @param watch says when it has ended
record StartedEngine(
        InetAddress address, int sipPort, URI control, String token, Patience.Watch watch) {}
