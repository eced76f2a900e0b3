package io.milliwatt.engine.media;

import io.milliwatt.protocol.session.RtpSession;
import java.util.Arrays;
import java.util.Random;

/// Which of our SSRCs stands for which source whose packets we pass on: a translator keeps sources
/// apart (RFC 3550, section 7.1).
final class PassedOn {
    private long[] theirs = new long[2];
    private long[] ours = new long[2];
    private int count;
    private long lastTheirs = -1;
    private long lastOurs;
    private long own = -1;
    private final RtpSession session;
    private final Random random;

    PassedOn(RtpSession session, Random random) {
        this.session = session;
        this.random = random;
    }

    static long newSsrc(Random random) {
        return random.nextInt() & 0xffff_ffffL;
    }

    /// Our SSRC for a source, a new one for a new source.
    ///
    /// @param clockRateHz of what is sent under it
    long ourSsrc(long theirSsrc, int clockRateHz) {
        if (theirSsrc == lastTheirs) {
            return lastOurs;
        }
        long known = known(theirSsrc);
        return known < 0 ? newSource(theirSsrc, clockRateHz) : known;
    }

    private long newSource(long theirs, int clockRateHz) {
        if (count == 0 && own != session.ssrc()) {
            add(theirs, session.ssrc());
            return session.ssrc();
        }
        long fresh = newSsrc(random);
        if (session.addSource(fresh, clockRateHz)) {
            add(theirs, fresh);
            return fresh;
        }
        // no room: our first one goes on under a new master, as after a change of SSRC
        replace(session.ssrc(), theirs);
        return session.ssrc();
    }

    /// The SSRC of audio that this side makes. Never one that stands for a source: the sequence
    /// would jump, and a receiver takes what lies behind for late (RFC 3550, appendix A.1).
    long ownSsrc(int clockRateHz) {
        if (own < 0) {
            long fresh = newSsrc(random);
            boolean taken = theirSsrc(session.ssrc()) >= 0;
            own = taken && session.addSource(fresh, clockRateHz) ? fresh : session.ssrc();
        }
        return own;
    }

    private long known(long theirSsrc) {
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

    /// Reads what the next packet needs.
    long prefetch() {
        return lastTheirs + lastOurs;
    }

    private void add(long theirSsrc, long ourSsrc) {
        if (count == theirs.length) {
            theirs = Arrays.copyOf(theirs, 2 * count);
            ours = Arrays.copyOf(ours, 2 * count);
        }
        theirs[count] = theirSsrc;
        ours[count++] = ourSsrc;
    }

    /// The source with our SSRC `ourSsrc` is another one now.
    private void replace(long ourSsrc, long theirSsrc) {
        lastTheirs = -1;
        for (int i = 0; i < count; i++) {
            if (ours[i] == ourSsrc) {
                theirs[i] = theirSsrc;
            }
        }
    }
}
