package io.milliwatt.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The sources of a socket that many far ends share, so that a packet makes no new address object.
/// A table of fixed size, one place for each hash: two sources that fall on the same place cost
/// time and nothing else, and a flood of sources costs no memory.
final class SourceCache {
    private static final int PLACES = 4_096;
    private static final int SHIFT = Long.SIZE - 12;
    private static final int WORDS = 4;
    private static final long MIX = 0x9e37_79b9_7f4a_7c15L;

    private final long[] words = new long[PLACES * WORDS];
    private final @Nullable InetSocketAddress[] addresses = new InetSocketAddress[PLACES];

    /// The address of a `sockaddr`.
    InetSocketAddress source(ByteBuffer names, int at) {
        boolean four = names.getShort(at) == LinuxCalls.AF_INET;
        long a = names.getLong(at);
        long b = four ? 0 : names.getLong(at + 8);
        long c = four ? 0 : names.getLong(at + 16);
        long d = four ? 0 : names.getInt(at + 24);
        int place = (int) ((((a * MIX) ^ b) * MIX ^ c) * MIX >>> SHIFT);
        int word = place * WORDS;
        InetSocketAddress known = addresses[place];
        if (known != null
                && words[word] == a
                && words[word + 1] == b
                && words[word + 2] == c
                && words[word + 3] == d) {
            return known;
        }
        InetSocketAddress address = SocketName.read(names, at);
        words[word] = a;
        words[word + 1] = b;
        words[word + 2] = c;
        words[word + 3] = d;
        addresses[place] = address;
        return address;
    }
}
