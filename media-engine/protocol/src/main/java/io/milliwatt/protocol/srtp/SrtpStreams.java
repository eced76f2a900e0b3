package io.milliwatt.protocol.srtp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The streams of one key: a few, and nearly always the same one as before.
final class SrtpStreams {
    private final int most;
    private final List<SrtpStream> streams = new ArrayList<>();
    private @Nullable SrtpStream last;

    SrtpStreams(int most) {
        this.most = most;
    }

    /// The stream, or null when it is not known.
    @Nullable SrtpStream find(int ssrc) {
        if (last != null && last.ssrc() == ssrc) {
            return last;
        }
        for (SrtpStream stream : streams) {
            if (stream.ssrc() == ssrc) {
                last = stream;
                return stream;
            }
        }
        return null;
    }

    boolean isFull() {
        return streams.size() >= most;
    }

    void add(SrtpStream stream) {
        streams.add(stream);
        last = stream;
    }

    int count() {
        return streams.size();
    }
}
