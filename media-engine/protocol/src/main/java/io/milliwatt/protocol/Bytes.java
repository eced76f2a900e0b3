package io.milliwatt.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// Immutable octets with value equality, for the payloads of immutable wire types.
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] octets;

    private Bytes(byte[] octets) {
        this.octets = octets;
    }

    public static Bytes of(byte... octets) {
        return octets.length == 0 ? EMPTY : new Bytes(octets.clone());
    }

    /// Copies `length` octets from absolute position `offset`; the buffer's position stays.
    public static Bytes copyOf(ByteBuffer buffer, int offset, int length) {
        if (length == 0) {
            return EMPTY;
        }
        byte[] octets = new byte[length];
        buffer.get(offset, octets);
        return new Bytes(octets);
    }

    /// A copy of `length` octets from `offset` on.
    public Bytes slice(int offset, int length) {
        return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(octets, offset, offset + length));
    }

    public int size() {
        return octets.length;
    }

    /// The octet at `index` as a number from 0 to 255.
    public int at(int index) {
        return octets[index] & 0xff;
    }

    public void writeTo(ByteBuffer out) {
        out.put(octets);
    }

    public byte[] toArray() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(octets, bytes.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /// Hexadecimal, at most the first 32 octets.
    @Override
    public String toString() {
        int shown = Math.min(octets.length, 32);
        String hex = HexFormat.of().formatHex(octets, 0, shown);
        return octets.length + " bytes " + hex + (shown < octets.length ? "..." : "");
    }
}
