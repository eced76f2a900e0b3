package io.milliwatt.inspector.call;

import io.milliwatt.protocol.sdp.ConnectionAddress;
import io.milliwatt.protocol.sdp.Direction;
import io.milliwatt.protocol.sdp.MediaDescription;
import io.milliwatt.protocol.sdp.RtpMap;
import io.milliwatt.protocol.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an exchange changed, in words: RFC 3264, section 8.
final class MediaChanges {
    private final List<String> changes = new ArrayList<>();

    private MediaChanges() {}

    /// @param before the exchange that held until then; empty for the first
    static List<String> between(Optional<OfferAnswer> before, OfferAnswer now) {
        var reading = new MediaChanges();
        if (now.outcome() == OfferAnswer.Outcome.ANSWERED) {
            reading.refused(now);
            for (Side side : Side.values()) {
                reading.side(side, before, now);
            }
            reading.codecs(before, now);
        }
        return reading.changes;
    }

    private static Optional<SessionDescription> written(Optional<OfferAnswer> by, Side side) {
        return by.flatMap(exchange -> exchange.of(side)).flatMap(SdpBody::description);
    }

    private void refused(OfferAnswer now) {
        var offer = now.offer().description();
        var answer = now.answer().flatMap(SdpBody::description);
        if (offer.isEmpty() || answer.isEmpty()) {
            return;
        }
        List<MediaDescription> offered = offer.get().media();
        List<MediaDescription> answered = answer.get().media();
        if (offered.size() != answered.size()) {
            changes.add(
                    "the answer has "
                            + answered.size()
                            + " media, the offer "
                            + offered.size()
                            + ": RFC 3264 wants one for each");
        }
        for (int i = 0; i < Math.min(offered.size(), answered.size()); i++) {
            if (offered.get(i).port() != 0 && answered.get(i).port() == 0) {
                changes.add(offered.get(i).media() + " was refused (port 0)");
            }
        }
    }

    private void side(Side side, Optional<OfferAnswer> before, OfferAnswer now) {
        Optional<SessionDescription> old = written(before, side);
        Optional<SessionDescription> current = written(Optional.of(now), side);
        if (current.isEmpty()) {
            return;
        }
        Direction was = old.flatMap(MediaChanges::audioDirection).orElse(Direction.SENDRECV);
        Direction is = audioDirection(current.get()).orElse(Direction.SENDRECV);
        boolean began = was.receives() && !is.receives();
        boolean ended = !was.receives() && is.receives();
        boolean offered = side == now.offerer();
        if (began && offered) {
            changes.add(side.word() + " holds the call (" + is.text() + ")");
        } else if (ended && offered) {
            changes.add(side.word() + " resumes the call");
        } else if (began) {
            changes.add(side.word() + " does not receive (" + is.text() + ")");
        }
        Optional<String> from = old.flatMap(MediaChanges::audioAddress);
        Optional<String> to = audioAddress(current.get());
        if (from.isPresent() && to.isPresent() && !from.equals(to)) {
            changes.add(side.word() + " receives at " + to.get() + " now, was " + from.get());
        }
        int media = old.map(one -> one.media().size()).orElse(current.get().media().size());
        if (offered && current.get().media().size() > media) {
            changes.add(side.word() + " adds " + current.get().media().get(media).media());
        }
    }

    /// The direction of the first audio, an address of 0.0.0.0 taken as "receives nothing".
    private static Optional<Direction> audioDirection(SessionDescription description) {
        return description
                .audio()
                .map(audio -> {
                    Direction written = description.directionOf(audio);
                    boolean mute =
                            description
                                    .connectionOf(audio)
                                    .map(ConnectionAddress::isUnspecified)
                                    .orElse(false);
                    return mute ? Direction.of(written.sends(), false) : written;
                });
    }

    private static Optional<String> audioAddress(SessionDescription description) {
        return description
                .audio()
                .filter(audio -> audio.port() != 0)
                .flatMap(audio ->
                        description
                                .connectionOf(audio)
                                .filter(connection -> !connection.isUnspecified())
                                .map(connection -> connection.address() + ":" + audio.port()));
    }

    private void codecs(Optional<OfferAnswer> before, OfferAnswer now) {
        Optional<String> was = before.flatMap(MediaChanges::codec);
        Optional<String> is = codec(now);
        if (is.isEmpty()) {
            boolean both = now.answer().flatMap(SdpBody::description).isPresent();
            boolean refused = changes.stream().anyMatch(change -> change.contains("refused"));
            if (both && !refused && now.offer().description().isPresent()) {
                changes.add("there is no codec in common");
            }
        } else if (was.isPresent() && !was.get().equalsIgnoreCase(is.get())) {
            changes.add("the codec changes from " + was.get() + " to " + is.get());
        }
    }

    /// The first codec of the answered audio that the offer has too.
    static Optional<String> codec(OfferAnswer exchange) {
        var offer = exchange.offer().description().flatMap(SessionDescription::audio);
        var answer =
                exchange.answer().flatMap(SdpBody::description).flatMap(SessionDescription::audio);
        if (offer.isEmpty() || answer.isEmpty() || answer.get().port() == 0) {
            return Optional.empty();
        }
        List<String> offered = offer.get().rtpMaps().stream().map(RtpMap::encoding).toList();
        return answer.get().rtpMaps().stream()
                .map(RtpMap::encoding)
                .filter(name -> !name.equalsIgnoreCase(RtpMap.TELEPHONE_EVENT))
                .filter(name -> !name.equalsIgnoreCase(RtpMap.COMFORT_NOISE))
                .filter(name -> offered.stream().anyMatch(name::equalsIgnoreCase))
                .findFirst();
    }
}
