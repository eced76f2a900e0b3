package io.milliwatt.protocol.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/// Where media is received: an address or name as it stands in SDP, and a UDP port.
public record MediaAddress(String address, int port) {
    public MediaAddress {
        SdpLine.requireField(address, "address");
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("port must be 0 to 65535, is " + port);
        }
    }

    public MediaAddress withPort(int newPort) {
        return new MediaAddress(address, newPort);
    }

    /// The address when it is a literal of IPv4 or IPv6; empty for a name. Nothing is resolved.
    public Optional<InetAddress> literal() {
        if (!isIp4Literal() && (address.indexOf(':') < 0 || address.indexOf('%') >= 0)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// Ready for a socket when the address is a literal, else unresolved.
    public InetSocketAddress toSocketAddress() {
        return literal()
                .map(literal -> new InetSocketAddress(literal, port))
                .orElseGet(() -> InetSocketAddress.createUnresolved(address, port));
    }

    private boolean isIp4Literal() {
        String[] parts = address.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            int number = part.length() <= 3 ? Digits.parse(part) : -1;
            if (number < 0 || number > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
    }
}
