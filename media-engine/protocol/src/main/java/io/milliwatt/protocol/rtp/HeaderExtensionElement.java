package io.milliwatt.protocol.rtp;

import io.milliwatt.protocol.Bytes;

/// One element of a header extension, RFC 8285, section 4.1.
///
/// @param id what `a=extmap` bound to a meaning, 1 to 255; the one-byte form can carry 1 to 14
/// @param data up to 255 octets; the one-byte form can carry 1 to 16
public record HeaderExtensionElement(int id, Bytes data) {
    static final int MAX_ID = 255;
    static final int MAX_SIZE = 255;
    static final int ONE_BYTE_MAX_ID = 14;
    static final int ONE_BYTE_MAX_SIZE = 16;

    public HeaderExtensionElement {
        if (id < 1 || id > MAX_ID || data.size() > MAX_SIZE) {
            throw new IllegalArgumentException(
                    "extension element needs an id of 1 to 255 and up to 255 bytes, has id "
                            + id
                            + " and "
                            + data.size()
                            + " bytes");
        }
    }

    /// Whether the one-byte form can carry it.
    public boolean fitsOneByte() {
        return id <= ONE_BYTE_MAX_ID && data.size() >= 1 && data.size() <= ONE_BYTE_MAX_SIZE;
    }
}
