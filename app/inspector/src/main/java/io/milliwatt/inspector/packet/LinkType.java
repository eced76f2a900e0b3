package io.milliwatt.inspector.packet;

/// What frames begin with: the numbers of the registry of link-layer header types
/// (<https://www.tcpdump.org/linktypes.html>).
public final class LinkType {
    /// BSD loopback: address family in the byte order of the capturing host.
    public static final int NULL = 0;

    public static final int ETHERNET = 1;

    /// An IP packet without any link layer, as some systems number it.
    public static final int RAW_BSD = 12;

    /// The same.
    public static final int RAW_OPENBSD = 14;

    /// An IPv4 or IPv6 packet without any link layer.
    public static final int RAW = 101;

    /// OpenBSD loopback: address family in network byte order.
    public static final int LOOP = 108;

    /// Linux "cooked" capture, version 1: what tcpdump -i any wrote.
    public static final int LINUX_SLL = 113;

    public static final int IPV4 = 228;
    public static final int IPV6 = 229;

    /// Linux "cooked" capture, version 2: what tcpdump -i any writes.
    public static final int LINUX_SLL2 = 276;

    private LinkType() {}

    /// Whether [PacketDecoder] knows what such frames begin with.
    public static boolean isKnown(int linkType) {
        return switch (linkType) {
            case NULL, ETHERNET, RAW_BSD, RAW_OPENBSD, RAW, LOOP -> true;
            case LINUX_SLL, IPV4, IPV6, LINUX_SLL2 -> true;
            default -> false;
        };
    }

    /// `Ethernet`, or `link type 147` for one that is not known.
    public static String name(int linkType) {
        return switch (linkType) {
            case NULL, LOOP -> "BSD loopback";
            case ETHERNET -> "Ethernet";
            case RAW_BSD, RAW_OPENBSD, RAW -> "raw IP";
            case LINUX_SLL -> "Linux cooked v1";
            case LINUX_SLL2 -> "Linux cooked v2";
            case IPV4 -> "raw IPv4";
            case IPV6 -> "raw IPv6";
            default -> "link type " + linkType;
        };
    }
}
