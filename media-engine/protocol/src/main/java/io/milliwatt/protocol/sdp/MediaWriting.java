package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.codec.Opus;
import io.milliwatt.protocol.codec.OpusParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the media descriptions of ours, offers and answers alike.
final class MediaWriting {
    private static final String ALL_DIGITS = "0-15";

    private final List<RtpMap> formats;
    private final List<SdpAttribute> attributes = new ArrayList<>();

    MediaWriting(List<RtpMap> formats) {
        this.formats = formats;
    }

    /// `a=rtpmap` and, in an answer of video, what the offer says of it.
    MediaWriting formatsLike(Optional<MediaDescription> offered) {
        for (RtpMap map : formats) {
            add(map.toAttribute());
            fmtp(map, offered).ifPresent(value -> add("fmtp", map.payloadType() + " " + value));
        }
        return this;
    }

    private static Optional<String> fmtp(RtpMap map, Optional<MediaDescription> offered) {
        if (map.isEncoding(RtpMap.TELEPHONE_EVENT)) {
            return Optional.of(ALL_DIGITS);
        }
        if (map.isEncoding(Opus.DEFAULT.name())) {
            return Optional.of(OpusParameters.WITH_FEC.toText());
        }
        return offered.filter(media -> MediaKind.of(media) == MediaKind.VIDEO)
                .flatMap(media -> media.fmtp(map.payloadType()));
    }

    MediaWriting add(SdpAttribute attribute) {
        attributes.add(attribute);
        return this;
    }

    MediaWriting add(String name, String value) {
        return add(SdpAttribute.of(name, value));
    }

    MediaWriting flagIf(boolean wanted, String name) {
        if (wanted) {
            add(SdpAttribute.flag(name));
        }
        return this;
    }

    MediaDescription write(
            String media, int port, String protocol, Optional<ConnectionAddress> connection) {
        List<String> numbers = formats.stream().map(map -> "" + map.payloadType()).toList();
        return new MediaDescription(
                new MediaLine(media, port, 1, protocol, numbers),
                connection,
                List.of(),
                attributes);
    }

    /// A description of ours; `connection` holds for media without their own.
    static SessionDescription session(
            Origin origin, MediaAddress connection, List<MediaDescription> media) {
        return new SessionDescription(
                origin,
                "-",
                Optional.of(ConnectionAddress.of(connection.address())),
                List.of(),
                List.of(),
                media);
    }

    /// The `c=` line of a media whose address is not that of the session.
    static Optional<ConnectionAddress> connection(MediaAddress session, MediaAddress own) {
        return session.address().equals(own.address())
                ? Optional.empty()
                : Optional.of(ConnectionAddress.of(own.address()));
    }
}
