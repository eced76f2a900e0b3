package io.milliwatt.protocol.sdp;

import java.util.List;
import java.util.Optional;

/// The outcome of an offer and its answer.
///
/// @param local what we said: our answer, or the offer that was answered
/// @param remote what the peer said
/// @param media those both sides accepted, in the order of their places; at least one
public record NegotiatedSession(
        SessionDescription local, SessionDescription remote, List<NegotiatedMedia> media) {

    public NegotiatedSession {
        media = List.copyOf(media);
    }

    /// The first audio.
    public Optional<NegotiatedMedia> audio() {
        return first(MediaKind.AUDIO);
    }

    /// The first video.
    public Optional<NegotiatedMedia> video() {
        return first(MediaKind.VIDEO);
    }

    private Optional<NegotiatedMedia> first(MediaKind kind) {
        return media.stream().filter(one -> one.kind() == kind).findFirst();
    }

    public Optional<NegotiatedMedia> at(int place) {
        return media.stream().filter(one -> one.place() == place).findFirst();
    }

    /// Whether no media flows both ways.
    public boolean isHeld() {
        return media.stream().allMatch(NegotiatedMedia::isHeld);
    }
}
