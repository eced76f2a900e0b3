package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;

/// `o=<username> <sess-id> <sess-version> <nettype> <addrtype> <unicast-address>`, RFC 8866,
/// section 5.2.
///
/// @param version an unsigned number of 64 bits
public record Origin(
        String username,
        String sessionId,
        long version,
        String networkType,
        String addressType,
        String address) {

    public Origin {
        SdpLine.requireField(username, "user name");
        SdpLine.requireField(sessionId, "session id");
        SdpLine.requireField(networkType, "network type");
        SdpLine.requireField(addressType, "address type");
        SdpLine.requireField(address, "address");
    }

    /// The origin of a new session of ours, version 1.
    public static Origin of(long sessionId, String address) {
        ConnectionAddress connection = ConnectionAddress.of(address);
        return new Origin(
                "-",
                Long.toUnsignedString(sessionId),
                1,
                connection.networkType(),
                connection.addressType(),
                address);
    }

    static ParseResult<Origin> parse(String value) {
        String[] fields = value.trim().split(" +", -1);
        if (fields.length != 6 || fields[0].isEmpty()) {
            return ParseResult.malformed(
                    MalformedReason.BAD_SYNTAX,
                    0,
                    "origin needs 6 fields, line has " + fields.length);
        }
        if (!Digits.are(fields[2])) {
            return badVersion(fields[2]);
        }
        try {
            long version = Long.parseUnsignedLong(fields[2]);
            return ParseResult.parsed(
                    new Origin(fields[0], fields[1], version, fields[3], fields[4], fields[5]));
        } catch (NumberFormatException _) {
            return badVersion(fields[2]);
        }
    }

    private static ParseResult<Origin> badVersion(String text) {
        return ParseResult.malformed(
                MalformedReason.BAD_VALUE,
                0,
                "session version must be a number of 64 bits, is a text of "
                        + text.length()
                        + " characters");
    }

    public Origin withVersion(long newVersion) {
        return new Origin(username, sessionId, newVersion, networkType, addressType, address);
    }

    /// The origin of the next, changed description of the same session.
    public Origin next() {
        return withVersion(version + 1);
    }

    String toValue() {
        return String.join(
                " ",
                username,
                sessionId,
                Long.toUnsignedString(version),
                networkType,
                addressType,
                address);
    }
}
