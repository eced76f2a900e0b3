package io.milliwatt.transport;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The sources of a socket that many far ends share, so that a packet makes no new address object.
/// A table of fixed size, one place for each hash: two sources that fall on the same place cost
/// time and nothing else, and a flood of sources costs no memory.
final class SourceCache {
    private static final int PLACES = 4_096;
    private static final int SHIFT = Long.SIZE - 12;
    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

    private final @Nullable HeardSource[] sources = new HeardSource[PLACES];

    /// The address of a `sockaddr`.
    HeardSource source(ByteBuffer names, int at) {
        boolean four = names.getShort(at) == LinuxCalls.AF_INET;
        long a = names.getLong(at);
        long b = four ? 0 : names.getLong(at + 8);
        long c = four ? 0 : names.getLong(at + 16);
        long d = four ? 0 : names.getInt(at + 24);
        int place = (int) ((((a * MIX) ^ b) * MIX ^ c) * MIX >>> SHIFT);
        HeardSource known = sources[place];
        if (known == null || !known.isNamed(names, at)) {
            known = SocketName.read(names, at);
            sources[place] = known;
        }
        return known;
    }
}
