package io.milliwatt.inspector.packet;

/// Finds the IP packet in a frame: behind Ethernet (IEEE 802.3, with 802.1Q and 802.1ad tags and
/// PPPoE, RFC 2516), Linux cooked capture, BSD loopback, or nothing.
final class LinkLayer {
    private static final int NONE = -1;
    private static final int ETHERNET_TYPE = 12;
    private static final int SLL_PROTOCOL = 14;
    private static final int SLL2_HEADER = 20;
    private static final int MOST_TAGS = 8;

    private static final int TYPE_IPV4 = 0x0800;
    private static final int TYPE_IPV6 = 0x86dd;
    private static final int TYPE_VLAN = 0x8100;
    private static final int TYPE_SERVICE_VLAN = 0x88a8;
    private static final int TYPE_OLD_QINQ = 0x9100;
    private static final int TYPE_PPPOE_SESSION = 0x8864;

    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;

    /// Where the IP packet begins; negative when there is none.
    int findIp(Frame frame) {
        byte[] bytes = frame.bytes();
        int at = frame.offset();
        int end = at + frame.length();
        return switch (frame.linkType()) {
            case LinkType.ETHERNET -> afterType(bytes, at + ETHERNET_TYPE, end);
            case LinkType.LINUX_SLL -> afterType(bytes, at + SLL_PROTOCOL, end);
            case LinkType.LINUX_SLL2 ->
                    end - at < SLL2_HEADER
                            ? NONE
                            : follow(Octets.u16(bytes, at), bytes, at + SLL2_HEADER, end);
            case LinkType.NULL, LinkType.LOOP -> afterFamily(bytes, at, end);
            case LinkType.RAW, LinkType.RAW_BSD, LinkType.RAW_OPENBSD -> at;
            case LinkType.IPV4, LinkType.IPV6 -> at;
            default -> NONE;
        };
    }

    /// @param at where the type of two octets stands
    private static int afterType(byte[] bytes, int at, int end) {
        return end - at < 2 ? NONE : follow(Octets.u16(bytes, at), bytes, at + 2, end);
    }

    private static int follow(int firstType, byte[] bytes, int from, int end) {
        int type = firstType;
        int at = from;
        for (int tags = 0; tags < MOST_TAGS; tags++) {
            switch (type) {
                case TYPE_IPV4, TYPE_IPV6 -> {
                    return at;
                }
                case TYPE_VLAN, TYPE_SERVICE_VLAN, TYPE_OLD_QINQ -> {
                    if (end - at < 4) {
                        return NONE;
                    }
                    type = Octets.u16(bytes, at + 2);
                    at += 4;
                }
                case TYPE_PPPOE_SESSION -> {
                    if (end - at < 8) {
                        return NONE;
                    }
                    int protocol = Octets.u16(bytes, at + 6);
                    return protocol == PPP_IPV4 || protocol == PPP_IPV6 ? at + 8 : NONE;
                }
                default -> {
                    return NONE;
                }
            }
        }
        return NONE;
    }

    /// The family is 2 for IPv4; for IPv6 each system has its own number. In the byte order of the
    /// host that captured, which is not told: a small number is at one end of it.
    private static int afterFamily(byte[] bytes, int at, int end) {
        if (end - at < 4) {
            return NONE;
        }
        int family = Octets.i32(bytes, at);
        if ((family & 0xffff_0000) != 0) {
            family = Integer.reverseBytes(family);
        }
        return switch (family) {
            case 2, 10, 24, 28, 30 -> at + 4;
            default -> NONE;
        };
    }
}
