package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;

/// `c=<nettype> <addrtype> <connection-address>`, RFC 8866, section 5.7.
///
/// @param address without the TTL and count a multicast address may carry after a slash
/// @param suffix that TTL and count with their slashes, or empty
public record ConnectionAddress(
        String networkType, String addressType, String address, String suffix) {

    public ConnectionAddress {
        SdpLine.requireField(networkType, "network type");
        SdpLine.requireField(addressType, "address type");
        SdpLine.requireField(address, "address");
        SdpLine.requireOneLine(suffix);
    }

    /// An address of the Internet; IP6 when it holds a colon.
    public static ConnectionAddress of(String address) {
        return new ConnectionAddress("IN", address.indexOf(':') >= 0 ? "IP6" : "IP4", address, "");
    }

    static ParseResult<ConnectionAddress> parse(String value) {
        String[] fields = value.trim().split(" +", -1);
        if (fields.length != 3 || fields[2].isEmpty() || fields[2].startsWith("/")) {
            return ParseResult.malformed(
                    MalformedReason.BAD_SYNTAX,
                    0,
                    "connection needs 3 fields, line has " + fields.length);
        }
        int slash = fields[2].indexOf('/');
        String address = slash < 0 ? fields[2] : fields[2].substring(0, slash);
        String suffix = slash < 0 ? "" : fields[2].substring(slash);
        return ParseResult.parsed(new ConnectionAddress(fields[0], fields[1], address, suffix));
    }

    public boolean isInternet() {
        return networkType.equals("IN") && (isIp4() || isIp6());
    }

    public boolean isIp4() {
        return addressType.equals("IP4");
    }

    public boolean isIp6() {
        return addressType.equals("IP6");
    }

    /// 0.0.0.0 or `::`: "do not send", as RFC 2543, appendix B.5, put a call on hold.
    public boolean isUnspecified() {
        return new MediaAddress(address, 0)
                .literal()
                .map(literal -> literal.isAnyLocalAddress())
                .orElse(false);
    }

    public boolean isMulticast() {
        return new MediaAddress(address, 0)
                .literal()
                .map(literal -> literal.isMulticastAddress())
                .orElse(false);
    }

    String toValue() {
        return networkType + " " + addressType + " " + address + suffix;
    }
}
