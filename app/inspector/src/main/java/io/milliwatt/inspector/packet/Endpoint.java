package io.milliwatt.inspector.packet;

import java.net.Inet6Address;
import java.net.InetAddress;

/// An address and a port.
public record Endpoint(InetAddress address, int port) {
    /// `192.0.2.1:5060`, `[2001:db8::1]:5060`.
    @Override
    public String toString() {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]:" + port : text + ":" + port;
    }
}
