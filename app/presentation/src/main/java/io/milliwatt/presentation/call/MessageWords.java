package io.milliwatt.presentation.call;

import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A message in few words.
public final class MessageWords {
    private static final String VERSION = "SIP/2.0 ";

    private MessageWords() {}

    /// `INVITE`, `200 OK`.
    public static String title(CallMessage message) {
        String line = message.head().startLine();
        return message.head().isRequest()
                ? message.head().method()
                : line.startsWith(VERSION) ? line.substring(VERSION.length()) : line;
    }

    /// `+0.016 s`, since the first message of the call.
    public static String when(Call call, CallMessage message) {
        double seconds = (message.timeNanos() - call.times().startNanos()) / 1e9;
        return String.format(Locale.ROOT, "+%.3f s", seconds);
    }

    /// `192.0.2.1:5060 → 192.0.2.2:5060 · UDP`, with the number of the frame where there is one.
    public static String way(CallMessage message) {
        var place = message.place();
        return place.source()
                + " → "
                + place.destination()
                + " · "
                + place.transport()
                + (place.frame() > 0 ? " · frame " + place.frame() : "");
    }

    /// What a message is best compared with: the one it repeats, the one before of the same kind,
    /// the description before, else the one before.
    ///
    /// @param all messages of its call
    static Optional<CallMessage> comparable(CallMessage now, List<CallMessage> all) {
        int repeats = Math.max(now.links().retransmissionOf(), now.links().sightingOf());
        if (repeats >= 0) {
            return Optional.of(all.get(repeats));
        }
        List<CallMessage> before = all.subList(0, now.index()).reversed();
        return before.stream()
                .filter(one -> one.head().label().equals(now.head().label()))
                .findFirst()
                .or(() ->
                        before.stream()
                                .filter(one -> one.sdp().isPresent() && now.sdp().isPresent())
                                .findFirst())
                .or(() -> before.stream().findFirst())
                .or(() -> all.stream().skip(1).findFirst());
    }
}
