package io.milliwatt.protocol.session;

import io.milliwatt.protocol.stats.StreamSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The other sources of a session, at most [#CAPACITY]; when there are more, the one not heard for
/// longest is forgotten, but never the main one.
final class RemoteSources {
    static final int CAPACITY = 32;

    private final @Nullable RemoteSource[] sources = new RemoteSource[CAPACITY];
    private int count;

    @Nullable RemoteSource find(long ssrc) {
        for (int i = 0; i < count; i++) {
            RemoteSource source = sources[i];
            if (source != null && source.ssrc == ssrc) {
                return source;
            }
        }
        return null;
    }

    void add(RemoteSource source, @Nullable RemoteSource main) {
        if (count < CAPACITY) {
            sources[count++] = source;
            return;
        }
        int oldest = -1;
        long longest = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            RemoteSource other = sources[i];
            if (other == null || other == main) {
                continue;
            }
            long silence = source.heardNanos() - other.heardNanos();
            if (silence > longest) {
                longest = silence;
                oldest = i;
            }
        }
        sources[oldest] = source;
    }

    List<RemoteSource> all() {
        List<RemoteSource> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            RemoteSource source = sources[i];
            if (source != null) {
                all.add(source);
            }
        }
        return all;
    }

    int members(long sinceNanos) {
        return (int) all().stream().filter(source -> source.isMember(sinceNanos)).count();
    }

    int senders() {
        return (int) all().stream().filter(RemoteSource::isSender).count();
    }

    List<StreamSnapshot> snapshots(double roundTripMillis) {
        return all().stream()
                .filter(RemoteSource::hasRtp)
                .map(source -> source.snapshot(roundTripMillis))
                .toList();
    }
}
