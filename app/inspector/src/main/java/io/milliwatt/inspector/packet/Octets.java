package io.milliwatt.inspector.packet;

/// Numbers in an array of octets. The caller knows that they are there.
public final class Octets {
    private Octets() {}

    public static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xff;
    }

    /// Two octets, network byte order.
    public static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    /// Four octets, network byte order.
    public static int i32(byte[] bytes, int at) {
        return bytes[at] << 24
                | (bytes[at + 1] & 0xff) << 16
                | (bytes[at + 2] & 0xff) << 8
                | (bytes[at + 3] & 0xff);
    }

    /// Four octets, network byte order, 0 to 2^32 - 1.
    public static long u32(byte[] bytes, int at) {
        return i32(bytes, at) & 0xffff_ffffL;
    }

    /// Eight octets, network byte order.
    public static long i64(byte[] bytes, int at) {
        return (long) i32(bytes, at) << 32 | u32(bytes, at + 4);
    }

    /// Two octets in the byte order of a file.
    public static int u16(byte[] bytes, int at, boolean littleEndian) {
        return littleEndian ? (bytes[at + 1] & 0xff) << 8 | (bytes[at] & 0xff) : u16(bytes, at);
    }

    /// Four octets in the byte order of a file, 0 to 2^32 - 1.
    public static long u32(byte[] bytes, int at, boolean littleEndian) {
        int number =
                littleEndian
                        ? bytes[at + 3] << 24
                                | (bytes[at + 2] & 0xff) << 16
                                | (bytes[at + 1] & 0xff) << 8
                                | (bytes[at] & 0xff)
                        : i32(bytes, at);
        return number & 0xffff_ffffL;
    }
}
