package io.milliwatt.sip;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The distinguished encoding rules of ITU-T X.690, as far as a certificate needs them: each method
/// returns one encoded element.
final class DerWriter {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;
    private static final int LONG_FORM = 0x80;
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private DerWriter() {}

    static byte[] sequence(byte[]... elements) {
        return element(SEQUENCE, join(elements));
    }

    static byte[] set(byte[]... elements) {
        return element(SET, join(elements));
    }

    /// Explicitly tagged: `[number] { elements }`.
    static byte[] tagged(int number, byte[]... elements) {
        return element(CONTEXT | CONSTRUCTED | number, join(elements));
    }

    /// Implicitly tagged octets: `[number] octets`.
    static byte[] taggedOctets(int number, byte[] octets) {
        return element(CONTEXT | number, octets);
    }

    static byte[] integer(BigInteger value) {
        return element(INTEGER, value.toByteArray());
    }

    static byte[] yes() {
        return element(BOOLEAN, new byte[] {(byte) 0xff});
    }

    static byte[] octets(byte[] octets) {
        return element(OCTET_STRING, octets);
    }

    static byte[] text(String text) {
        return element(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /// @param unusedBits bits of the last octet that do not count, 0..7
    static byte[] bits(int unusedBits, byte[] octets) {
        return element(BIT_STRING, join(new byte[] {(byte) unusedBits}, octets));
    }

    /// UTCTime, for years before 2050 (RFC 5280, section 4.1.2.5.1).
    static byte[] time(Instant instant) {
        return element(UTC_TIME, UTC.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /// An object identifier such as `2.5.4.3`.
    static byte[] identifier(String dotted) {
        String[] arcs = dotted.split("\\.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >> shift != 0) {
                    out.write(0x80 | (arc >> shift & 0x7f));
                }
            }
            out.write(arc & 0x7f);
        }
        return element(OBJECT_IDENTIFIER, out.toByteArray());
    }

    static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 6);
        out.write(tag);
        if (content.length < LONG_FORM) {
            out.write(content.length);
        } else {
            byte[] length = BigInteger.valueOf(content.length).toByteArray();
            int skip = length[0] == 0 ? 1 : 0;
            out.write(LONG_FORM | (length.length - skip));
            out.write(length, skip, length.length - skip);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... elements) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] element : elements) {
            out.writeBytes(element);
        }
        return out.toByteArray();
    }
}
