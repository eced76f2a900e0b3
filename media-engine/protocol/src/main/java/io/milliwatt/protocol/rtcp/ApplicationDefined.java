package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.ParseResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// APP: what one application says to its like. RFC 3550, section 6.7.
///
/// ```
/// |V=2|P| subtype |   PT=APP=204  |             length            |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                           SSRC/CSRC                           |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                          name (ASCII)                         |
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |                   application-dependent data                ...
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// @param subtype 0 to 31, defined by the application
/// @param name four characters, one octet each; ASCII from a peer that keeps to the RFC
/// @param data a multiple of 4 octets
public record ApplicationDefined(int subtype, long ssrc, String name, Bytes data)
        implements RtcpPacket {

    private static final int FIXED = 8;
    private static final int NAME_SIZE = 4;

    public ApplicationDefined {
        Rtcp.requireCount(subtype, "as subtype");
        Rtcp.require32(ssrc, "SSRC");
        if (name.length() != NAME_SIZE || name.chars().anyMatch(character -> character > 0xff)) {
            throw new IllegalArgumentException(
                    "APP name must be 4 characters of one byte, is " + name);
        }
        ReceiverReport.requireWords(data);
    }

    static ParseResult<RtcpPacket> parse(int subtype, ByteBuffer body) {
        if (body.remaining() < FIXED) {
            return Rtcp.needs("APP", FIXED, body.remaining());
        }
        long ssrc = Rtcp.unsigned(body);
        byte[] name = new byte[NAME_SIZE];
        body.get(name);
        return ParseResult.parsed(
                new ApplicationDefined(
                        subtype,
                        ssrc,
                        new String(name, StandardCharsets.ISO_8859_1),
                        Bytes.copyOf(body, body.position(), body.remaining())));
    }

    @Override
    public int packetType() {
        return Rtcp.APPLICATION_DEFINED;
    }

    @Override
    public int size() {
        return Rtcp.HEADER_SIZE + FIXED + data.size();
    }

    @Override
    public void writeTo(ByteBuffer out) {
        Rtcp.writeHeader(out, subtype, packetType(), size());
        out.putInt((int) ssrc);
        out.put(name.getBytes(StandardCharsets.ISO_8859_1));
        data.writeTo(out);
    }
}
