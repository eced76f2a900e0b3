package io.milliwatt.engine.app;

import io.milliwatt.engine.media.MediaPath;
import org.jspecify.annotations.Nullable;

/// Takes part in a conference.
final class ConferenceParty implements CallApplication {
    private final Conferences conferences;
    private final String name;
    private @Nullable Conference conference;

    ConferenceParty(Conferences conferences, String name) {
        this.conferences = conferences;
        this.name = name;
    }

    @Override
    public void start(MediaPath path, long nowNanos) {
        Conference joined = conferences.named(name);
        if (joined.join(path, nowNanos)) {
            conference = joined;
        } else {
            path.hangUp("conference " + name + " is full: " + Conference.CAPACITY + " parties");
        }
    }

    @Override
    public void changed(MediaPath path, long nowNanos) {
        if (conference != null) {
            conference.refresh(path);
        }
    }

    @Override
    public void stop(MediaPath path, long nowNanos) {
        if (conference != null) {
            conference.leave(path);
            conference = null;
        }
    }
}
