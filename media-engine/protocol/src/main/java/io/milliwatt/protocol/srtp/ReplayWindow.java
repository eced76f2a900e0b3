package io.milliwatt.protocol.srtp;

/// Which of the last 64 indices were seen, RFC 3711, section 3.3.2.
final class ReplayWindow {
    static final int SIZE = 64;

    private long newest = -1;
    private long seen;

    boolean isEmpty() {
        return newest < 0;
    }

    /// The highest index so far; -1 before the first.
    long newest() {
        return newest;
    }

    boolean isNew(long index) {
        long behind = newest - index;
        return behind < 0 || (behind < SIZE && (seen & (1L << behind)) == 0);
    }

    void add(long index) {
        long ahead = index - newest;
        if (newest < 0 || ahead >= SIZE) {
            seen = 1;
            newest = index;
        } else if (ahead > 0) {
            seen = (seen << ahead) | 1;
            newest = index;
        } else {
            seen |= 1L << -ahead;
        }
    }
}
