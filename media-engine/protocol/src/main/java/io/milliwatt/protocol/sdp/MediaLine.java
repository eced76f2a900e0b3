package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import java.util.Arrays;
import java.util.List;

/// `m=<media> <port>[/<number of ports>] <proto> <fmt> ...`, RFC 8866, section 5.14.
public record MediaLine(
        String media, int port, int portCount, String protocol, List<String> formats) {

    public MediaLine {
        SdpLine.requireField(media, "media");
        SdpLine.requireField(protocol, "protocol");
        formats = List.copyOf(formats);
        if (formats.isEmpty() || port < 0 || port > 0xffff || portCount < 1) {
            throw new IllegalArgumentException(
                    "media line out of range: port " + port + "/" + portCount + " " + formats);
        }
        formats.forEach(format -> SdpLine.requireField(format, "format"));
    }

    static ParseResult<MediaLine> parse(String value) {
        String[] fields = value.trim().split(" +", -1);
        if (fields.length < 4 || fields[0].isEmpty()) {
            return ParseResult.malformed(
                    MalformedReason.BAD_SYNTAX,
                    0,
                    "media needs 4 fields, line has " + fields.length);
        }
        int slash = fields[1].indexOf('/');
        int port = Digits.parse(slash < 0 ? fields[1] : fields[1].substring(0, slash));
        int count = slash < 0 ? 1 : Digits.parse(fields[1].substring(slash + 1));
        if (port < 0 || port > 0xffff || count < 1) {
            return ParseResult.malformed(
                    MalformedReason.BAD_VALUE,
                    0,
                    "media port must be 0 to 65535 with a count of at least 1");
        }
        List<String> formats = Arrays.asList(fields).subList(3, fields.length);
        return ParseResult.parsed(new MediaLine(fields[0], port, count, fields[2], formats));
    }

    String toText() {
        String ports = portCount == 1 ? "" + port : port + "/" + portCount;
        return "m=" + media + " " + ports + " " + protocol + " " + String.join(" ", formats);
    }
}
