package io.milliwatt.inspector.sip;

/// One header field.
///
/// @param name its long name as RFC 3261 writes it when it is known (`Call-ID`), else as it came
/// @param value with folded lines joined, without spaces around
public record SipHeader(String name, String value) {
    /// Whether it has that name; names are compared without regard to case.
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
