package io.milliwatt.engine.media;

import java.util.Arrays;

/// Which of our SSRCs stands for which source whose packets we pass on: a translator keeps sources
/// apart (RFC 3550, section 7.1).
final class PassedOn {
    private long[] theirs = new long[2];
    private long[] ours = new long[2];
    private int count;
    private long lastTheirs = -1;
    private long lastOurs;

    /// @return our SSRC, or -1
    long ourSsrc(long theirSsrc) {
        if (theirSsrc == lastTheirs) {
            return lastOurs;
        }
        for (int i = 0; i < count; i++) {
            if (theirs[i] == theirSsrc) {
                lastTheirs = theirSsrc;
                lastOurs = ours[i];
                return lastOurs;
            }
        }
        return -1;
    }

    /// @return the SSRC of the source that ours stands for, or -1
    long theirSsrc(long ourSsrc) {
        for (int i = 0; i < count; i++) {
            if (ours[i] == ourSsrc) {
                return theirs[i];
            }
        }
        return -1;
    }

    int count() {
        return count;
    }

    void add(long theirSsrc, long ourSsrc) {
        if (count == theirs.length) {
            theirs = Arrays.copyOf(theirs, 2 * count);
            ours = Arrays.copyOf(ours, 2 * count);
        }
        theirs[count] = theirSsrc;
        ours[count++] = ourSsrc;
    }

    /// The source with our SSRC `ourSsrc` is another one now.
    void replace(long ourSsrc, long theirSsrc) {
        lastTheirs = -1;
        for (int i = 0; i < count; i++) {
            if (ours[i] == ourSsrc) {
                theirs[i] = theirSsrc;
            }
        }
    }
}
