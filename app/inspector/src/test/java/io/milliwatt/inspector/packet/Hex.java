package io.milliwatt.inspector.packet;

import java.util.HexFormat;

/// Octets written down as hexadecimal digits, with blanks and line breaks, and a remark behind `#`
/// in each line.
public final class Hex {
    private Hex() {}

    public static byte[] bytes(String text) {
        String digits = text.replaceAll("#[^\n]*", "").replaceAll("\\s", "");
        return HexFormat.of().parseHex(digits);
    }
}
