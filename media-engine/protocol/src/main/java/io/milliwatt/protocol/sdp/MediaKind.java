package io.milliwatt.protocol.sdp;

import java.util.Locale;

/// What a media description describes: the first word of its `m=` line, RFC 8866, section 5.14.
public enum MediaKind {
    AUDIO,
    VIDEO,
    /// `text`, `application`, `message`, `image`, and what is not registered.
    OTHER;

    static MediaKind of(MediaDescription description) {
        return switch (description.media().toLowerCase(Locale.ROOT)) {
            case "audio" -> AUDIO;
            case "video" -> VIDEO;
            default -> OTHER;
        };
    }

    /// The word of the `m=` line; for [#AUDIO] and [#VIDEO].
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
