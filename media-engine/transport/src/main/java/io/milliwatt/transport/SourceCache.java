package io.milliwatt.transport;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The sources of a socket that many far ends share, so that a packet makes no new address object
/// and asks no table of calls. Of fixed size: a flood of sources costs no more memory than that,
/// and takes the places of other strangers before that of a call.
final class SourceCache {
    /// Three times the calls that a pair of ports is likely to have.
    private static final int PLACES = 8_192;

    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PLACES);

    /// Neighbouring places that one source may have.
    static final int NEIGHBOURS = 8;

    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

    // the neighbours of the last place need no wrap
    private final @Nullable HeardSource[] sources = new HeardSource[PLACES + NEIGHBOURS];
    private int victim;

    /// The address of a `sockaddr`: the same object as long as it has a place.
    HeardSource source(ByteBuffer names, int at) {
        int first = place(names, at);
        for (int i = first; i < first + NEIGHBOURS; i++) {
            HeardSource known = sources[i];
            if (known != null && known.isNamed(names, at)) {
                return known;
            }
        }
        HeardSource fresh = SocketName.read(names, at);
        sources[placeFor(first)] = fresh;
        return fresh;
    }

    /// The first of its places, by a multiplicative hash of the whole name.
    static int place(ByteBuffer names, int at) {
        boolean four = names.getShort(at) == LinuxCalls.AF_INET;
        long a = names.getLong(at);
        long b = four ? 0 : names.getLong(at + 8);
        long c = four ? 0 : names.getLong(at + 16);
        return (int) (((a * MIX ^ b) * MIX ^ c) * MIX >>> SHIFT);
    }

    /// An empty place, else that of a stranger, else one of the calls' in turn.
    private int placeFor(int first) {
        int stranger = -1;
        for (int i = first; i < first + NEIGHBOURS; i++) {
            HeardSource known = sources[i];
            if (known == null) {
                return i;
            }
            if (!known.hasOwner()) {
                stranger = i;
            }
        }
        return stranger >= 0 ? stranger : first + (victim++ & NEIGHBOURS - 1);
    }
}
