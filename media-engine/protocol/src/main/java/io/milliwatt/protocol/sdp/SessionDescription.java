package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.ParseResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A session description, RFC 8866.
///
/// ```
/// v=0                                      always 0
/// o=- 1 1 IN IP4 192.0.2.10                origin
/// s=-                                      name
/// c=IN IP4 192.0.2.10                      connection
/// t=0 0                                    lines: also i= u= e= p= b= r= z= k= and unknown ones
/// a=...                                    attributes
/// m=audio 40000 RTP/AVP 0 101              media, each with its own c=, lines and attributes
/// ```
///
/// @param lines every other line of the session part, in order; a `t=0 0` is added when there is no
///   `t=` line
public record SessionDescription(
        Origin origin,
        String name,
        Optional<ConnectionAddress> connection,
        List<SdpLine> lines,
        List<SdpAttribute> attributes,
        List<MediaDescription> media) {

    /// Characters of text that are read; longer text is refused.
    public static final int MAX_LENGTH = 64 * 1024;

    public static final int MAX_LINES = 2000;
    public static final int MAX_MEDIA = 64;

    public SessionDescription {
        SdpLine.requireOneLine(name);
        if (lines.stream().noneMatch(line -> line.type() == 't')) {
            List<SdpLine> timed = new ArrayList<>(lines);
            timed.add(new SdpLine('t', "0 0"));
            lines = timed;
        }
        lines = SdpWriter.ordered(lines);
        attributes = List.copyOf(attributes);
        media = List.copyOf(media);
    }

    /// Reads a description whose lines end with CR LF or LF.
    public static ParseResult<SessionDescription> parse(String text) {
        return new SdpParser(text).parse();
    }

    /// The description with CR LF at the end of each line.
    public String toText() {
        return SdpWriter.text(this);
    }

    /// The first audio media.
    public Optional<MediaDescription> audio() {
        return media.stream().filter(MediaDescription::isAudio).findFirst();
    }

    /// The `c=` line that holds for one of the media.
    public Optional<ConnectionAddress> connectionOf(MediaDescription one) {
        return one.connection().or(() -> connection);
    }

    /// The direction that holds for one of the media: its own, the session's, else sendrecv.
    public Direction directionOf(MediaDescription one) {
        return one.direction().or(() -> Direction.in(attributes)).orElse(Direction.SENDRECV);
    }

    public Optional<SdpAttribute> attribute(String attributeName) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(attributeName))
                .findFirst();
    }

    public SessionDescription withOrigin(Origin newOrigin) {
        return new SessionDescription(newOrigin, name, connection, lines, attributes, media);
    }

    public SessionDescription withMedia(List<MediaDescription> newMedia) {
        return new SessionDescription(origin, name, connection, lines, attributes, newMedia);
    }

    SessionDescription withAttributes(List<SdpAttribute> newAttributes) {
        return new SessionDescription(origin, name, connection, lines, newAttributes, media);
    }

    /// This description as the next one of the session `previous` began: the same origin, and a
    /// version that is one higher if and only if something changed (RFC 3264, section 8).
    public SessionDescription asSuccessorOf(SessionDescription previous) {
        SessionDescription unchanged = withOrigin(previous.origin());
        return unchanged.equals(previous) ? previous : withOrigin(previous.origin().next());
    }
}
