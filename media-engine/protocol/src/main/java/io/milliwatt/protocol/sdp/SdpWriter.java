package io.milliwatt.protocol.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Lines end with CR LF, RFC 8866, section 5.
final class SdpWriter {
    private SdpWriter() {}

    static void line(StringBuilder out, String text) {
        out.append(text).append("\r\n");
    }

    /// The same lines, those whose place is before `c=` first: `i=`, `u=`, `e=` and `p=`.
    static List<SdpLine> ordered(List<SdpLine> lines) {
        return Stream.concat(
                        lines.stream().filter(SdpWriter::isBeforeConnection),
                        lines.stream().filter(line -> !isBeforeConnection(line)))
                .toList();
    }

    private static boolean isBeforeConnection(SdpLine line) {
        return "iuep".indexOf(line.type()) >= 0;
    }

    static String text(SessionDescription session) {
        StringBuilder out = new StringBuilder(512);
        line(out, "v=0");
        line(out, "o=" + session.origin().toValue());
        line(out, "s=" + session.name());
        part(out, session.connection(), session.lines(), session.attributes());
        for (MediaDescription media : session.media()) {
            line(out, media.line().toText());
            part(out, media.connection(), media.lines(), media.attributes());
        }
        return out.toString();
    }

    private static void part(
            StringBuilder out,
            Optional<ConnectionAddress> connection,
            List<SdpLine> lines,
            List<SdpAttribute> attributes) {
        lines.stream()
                .filter(SdpWriter::isBeforeConnection)
                .forEach(other -> line(out, other.toText()));
        connection.ifPresent(address -> line(out, "c=" + address.toValue()));
        lines.stream()
                .filter(other -> !isBeforeConnection(other))
                .forEach(other -> line(out, other.toText()));
        attributes.forEach(attribute -> line(out, attribute.toText()));
    }
}
