package io.milliwatt.bench.route;

import io.milliwatt.bench.problem.BenchException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A place from which an engine is asked as a phone on the LAN would ask it.
public interface LanProbe {
    /// The address it asks from.
    InetAddress address();

    /// Sends OPTIONS, and calls `echo` when that is answered.
    ///
    /// @param engine the container's own address and SIP port
    /// @throws BenchException the place itself is in trouble; silence is an answer
    ProbeAnswer ask(InetSocketAddress engine) throws BenchException;
}
