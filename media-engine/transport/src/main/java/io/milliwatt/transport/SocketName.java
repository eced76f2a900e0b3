package io.milliwatt.transport;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// Reads and writes `sockaddr_in` and `sockaddr_in6`. The buffers are in the byte order of the
/// machine; port and address stand in network order, as the kernel wants them.
///
/// ```
/// sockaddr_in    family (2)  port (2)  address (4)   zero (8)
/// sockaddr_in6   family (2)  port (2)  flow (4)      address (16)   scope (4)
/// ```
final class SocketName {
    /// Room for either, bytes.
    static final int MAX_SIZE = 32;

    private static final int SIZE_4 = 16;
    private static final int SIZE_6 = 28;
    private static final int PORT = 2;
    private static final int ADDRESS_4 = 4;
    private static final int ADDRESS_6 = 8;
    private static final int SCOPE = 24;
    private static final int MAPPED_PREFIX = 10;

    private SocketName() {}

    /// Size of a name of that family, bytes.
    static int size(int family) {
        return family == LinuxCalls.AF_INET ? SIZE_4 : SIZE_6;
    }

    /// Writes a name for a socket of that family; an IPv4 address on an IPv6 socket is written as a
    /// mapped one (RFC 4291, section 2.5.5.2).
    ///
    /// @return false when a socket of that family cannot send there
    static boolean write(ByteBuffer out, int at, int family, InetSocketAddress name) {
        InetAddress address = name.getAddress();
        if (address == null) {
            return false; // not resolved
        }
        out.putLong(at, 0).putLong(at + 8, 0).putLong(at + 16, 0).putLong(at + 24, 0);
        out.putShort(at, (short) family);
        out.put(at + PORT, (byte) (name.getPort() >> 8)).put(at + PORT + 1, (byte) name.getPort());
        byte[] octets = address.getAddress();
        if (family == LinuxCalls.AF_INET) {
            if (!(address instanceof Inet4Address)) {
                return false;
            }
            out.put(at + ADDRESS_4, octets);
        } else if (address instanceof Inet6Address six) {
            out.put(at + ADDRESS_6, octets);
            out.putInt(at + SCOPE, six.getScopeId());
        } else {
            int mapped = at + ADDRESS_6 + MAPPED_PREFIX;
            out.putShort(mapped, (short) -1);
            if (!address.isAnyLocalAddress()) {
                out.put(mapped + 2, octets);
            }
        }
        return true;
    }

    /// A mapped IPv4 address is read as what it is.
    static HeardSource read(ByteBuffer in, int at) {
        int port = (in.get(at + PORT) & 0xff) << 8 | in.get(at + PORT + 1) & 0xff;
        boolean four = in.getShort(at) == LinuxCalls.AF_INET;
        byte[] octets = new byte[four ? 4 : 16];
        in.get(at + (four ? ADDRESS_4 : ADDRESS_6), octets);
        try {
            InetAddress address = InetAddress.getByAddress(octets);
            int scope = four ? 0 : in.getInt(at + SCOPE);
            if (scope != 0) {
                address = Inet6Address.getByAddress(null, octets, scope);
            }
            return new HeardSource(address, port, in, at);
        } catch (UnknownHostException failure) {
            throw new IllegalStateException("an address has 4 or 16 octets", failure);
        }
    }
}
