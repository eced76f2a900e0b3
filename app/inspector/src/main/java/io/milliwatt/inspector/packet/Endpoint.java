package io.milliwatt.inspector.packet;

import java.net.Inet6Address;
import java.net.InetAddress;

/// An address and a port.
public record Endpoint(InetAddress address, int port) {
    /// Written out, as is [#hashCode()]: what comes with a record is linked when it is first
    /// called, and a short capture is read sooner than that.
    @Override
    public boolean equals(Object other) {
        return other instanceof Endpoint that && port == that.port && address.equals(that.address);
    }

    @Override
    public int hashCode() {
        return 31 * address.hashCode() + port;
    }

    /// `192.0.2.1:5060`, `[2001:db8::1]:5060`.
    @Override
    public String toString() {
        String text = address.getHostAddress();
        return address instanceof Inet6Address ? "[" + text + "]:" + port : text + ":" + port;
    }
}
