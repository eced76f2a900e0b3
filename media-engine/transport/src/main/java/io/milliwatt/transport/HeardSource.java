package io.milliwatt.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A source of datagrams that remembers how the kernel writes it, and whose it was found to be, so
/// that nothing need be looked up for the next datagram from there or to there. Of the loop's
/// thread.
final class HeardSource extends InetSocketAddress {
    private static final long serialVersionUID = 1;

    /// The call on a shared port that it was last given to.
    private transient SharedPort.@Nullable Seat seat;

    private final int family;
    private final long name0;
    private final long name1;
    private final long name2;
    private final long name3;

    /// @param names in the byte order of the machine
    /// @param at where its own begins
    HeardSource(InetAddress address, int port, ByteBuffer names, int at) {
        super(address, port);
        family = names.getShort(at);
        name0 = names.getLong(at);
        boolean four = family == LinuxCalls.AF_INET;
        name1 = four ? 0 : names.getLong(at + 8);
        name2 = four ? 0 : names.getLong(at + 16);
        name3 = four ? 0 : Integer.toUnsignedLong(names.getInt(at + 24));
    }

    /// Whether that is its name.
    ///
    /// @param names in the byte order of the machine
    boolean isNamed(ByteBuffer names, int at) {
        return names.getLong(at) == name0
                && (family == LinuxCalls.AF_INET
                        || (names.getLong(at + 8) == name1
                                && names.getLong(at + 16) == name2
                                && names.getInt(at + 24) == (int) name3));
    }

    /// The family of the socket that it was heard on.
    int family() {
        return family;
    }

    /// Writes its name, in the byte order of the machine.
    void writeName(ByteBuffer out, int at) {
        out.putLong(at, name0);
        out.putLong(at + 8, name1);
        out.putLong(at + 16, name2);
        out.putLong(at + 24, name3);
    }

    /// Reads what sending there needs.
    long prefetch() {
        return name0 + family;
    }

    SharedPort.@Nullable Seat seat() {
        return seat;
    }

    /// Whether a call is heard from there that goes on.
    boolean hasOwner() {
        SharedPort.Seat owner = seat;
        return owner != null && owner.isTaken();
    }

    void belongsTo(SharedPort.Seat owner) {
        seat = owner;
    }
}
