package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.Octets;
import java.nio.charset.StandardCharsets;

/// The options at the end of a block: code, length, value, padding to 32 bits;
/// draft-ietf-opsawg-pcapng, section 3.5.
///
/// ```java
/// while (options.next()) switch (options.code()) { … }
/// ```
final class Options {
    static final int END = 0;
    static final int COMMENT = 1;

    private final byte[] bytes;
    private final int end;
    private final boolean littleEndian;
    private int nextAt;
    private int code;
    private int at;
    private int length;

    /// @param end behind the last octet of the options
    Options(byte[] bytes, int from, int end, boolean littleEndian) {
        this.bytes = bytes;
        this.end = end;
        this.littleEndian = littleEndian;
        nextAt = from;
    }

    /// Goes to the next; false at the end, and where a length points behind it.
    boolean next() {
        if (end - nextAt < 4) {
            return false;
        }
        code = Octets.u16(bytes, nextAt, littleEndian);
        length = Octets.u16(bytes, nextAt + 2, littleEndian);
        at = nextAt + 4;
        nextAt = at + PcapNgReader.padded(length);
        return code != END && at + length <= end;
    }

    int code() {
        return code;
    }

    int length() {
        return length;
    }

    String text() {
        return new String(bytes, at, length, StandardCharsets.UTF_8);
    }

    /// Its first octet; 0 when it has none.
    int octet() {
        return length == 0 ? 0 : Octets.u8(bytes, at);
    }

    /// Its first eight octets as one number; 0 when it has fewer.
    long number() {
        if (length < 8) {
            return 0;
        }
        long big = Octets.i64(bytes, at);
        return littleEndian ? Long.reverseBytes(big) : big;
    }
}
