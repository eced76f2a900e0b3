package io.milliwatt.engine.app;

import io.milliwatt.engine.app.prompt.Prompt;
import io.milliwatt.engine.app.prompt.Prompts;
import io.milliwatt.engine.media.MediaServer;
import io.milliwatt.engine.sound.PcmWav;
import io.milliwatt.engine.sound.Recordings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// What call applications share: sounds, recordings, conferences. Any thread.
public final class Studio {
    private final Recordings recordings;
    private final MediaServer media;
    private final Prompts prompts = new Prompts();
    private final Conferences conferences = new Conferences();
    private final AtomicReference<Optional<PcmWav>> given = new AtomicReference<>(Optional.empty());

    public Studio(Recordings recordings, MediaServer media) {
        this.recordings = recordings;
        this.media = media;
    }

    /// What the engine can say.
    Prompts prompts() {
        return prompts;
    }

    public Recordings recordings() {
        return recordings;
    }

    Conferences conferences() {
        return conferences;
    }

    /// The conferences that somebody is in; asks the media loop.
    public List<Conferences.View> conferenceViews() {
        return media.ask(conferences::views);
    }

    /// What `play` plays: the sound that was given, else the built-in prompt.
    PcmWav announcement() {
        return given.get()
                .orElseGet(
                        () -> new PcmWav(Prompts.SAMPLE_RATE_HZ, prompts.samples(Prompt.WELCOME)));
    }

    /// The sound that was given.
    public Optional<PcmWav> givenAnnouncement() {
        return given.get();
    }

    /// Gives `play` another sound.
    ///
    /// @param sound empty = the built-in prompt
    public void announce(Optional<PcmWav> sound) {
        given.set(sound);
    }
}
