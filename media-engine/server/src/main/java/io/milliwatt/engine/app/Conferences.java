package io.milliwatt.engine.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The conferences that somebody is in, by name. Media loop's thread.
public final class Conferences {
    /// A conference as the control API prints it; see `docs/engine.md`.
    public record View(String name, int sampleRateHz, List<PartyView> parties) {}

    /// @param levelDbov smoothed level, dB below overload; null in silence
    public record PartyView(
            String callId, String codec, boolean speaking, @Nullable Double levelDbov) {}

    private final Map<String, Conference> byName = new TreeMap<>();

    Conference named(String name) {
        return byName.computeIfAbsent(
                name, fresh -> new Conference(fresh, () -> byName.remove(fresh)));
    }

    /// All of them, by name.
    public List<View> views() {
        var views = new ArrayList<View>();
        for (Conference conference : byName.values()) {
            if (conference.size() > 0) {
                views.add(conference.view());
            }
        }
        return views;
    }
}
