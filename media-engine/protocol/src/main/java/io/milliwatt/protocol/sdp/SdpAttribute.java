package io.milliwatt.protocol.sdp;

import java.util.Optional;

/// `a=name` or `a=name:value`, RFC 8866, section 5.13.
public record SdpAttribute(String name, Optional<String> value) {
    public SdpAttribute {
        SdpLine.requireField(name, "attribute name");
        if (name.indexOf(':') >= 0) {
            throw new IllegalArgumentException("attribute name holds a colon: " + name);
        }
        value.ifPresent(SdpLine::requireOneLine);
    }

    public static SdpAttribute flag(String name) {
        return new SdpAttribute(name, Optional.empty());
    }

    public static SdpAttribute of(String name, String value) {
        return new SdpAttribute(name, Optional.of(value));
    }

    /// The value when it is a decimal number of at most nine digits, else -1.
    int intValue() {
        return value.map(text -> Digits.parse(text.trim())).orElse(-1);
    }

    String toText() {
        return "a=" + name + value.map(text -> ":" + text).orElse("");
    }
}
