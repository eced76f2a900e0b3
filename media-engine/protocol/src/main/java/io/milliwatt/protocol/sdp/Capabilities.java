package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.AudioEncodings;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// What we can and want, in every session alike: what an offer says, and what an answer is chosen
/// from.
///
/// @param audio in our order of preference; empty = no audio
/// @param video encoding names of video that is passed on as packets; empty = no video
/// @param ptimeMillis milliseconds of audio in a packet we would like to receive
/// @param direction what we want of each media, seen from us
/// @param family addresses we can send to
public record Capabilities(
        List<AudioEncoding> audio,
        List<String> video,
        Set<Feature> features,
        Security security,
        int ptimeMillis,
        Direction direction,
        AddressFamily family) {

    /// Video this module's users can pass on without a codec: the payload is not looked into.
    public static final List<String> VIDEO_AS_PACKETS = List.of("VP8", "VP9", "H264", "AV1");

    /// What is offered, and accepted when it is offered.
    public enum Feature {
        /// RFC 4733, at the clock rate of each codec.
        TELEPHONE_EVENTS,
        /// RFC 3389.
        COMFORT_NOISE,
        /// RFC 5761.
        RTCP_MUX,
        /// RFC 5506; only where the profile has feedback.
        REDUCED_SIZE_RTCP,
        /// RFC 8843. Accepted only; an offer of ours has it when the session has it already.
        BUNDLE
    }

    /// The addresses of `c=` lines we can send to.
    public enum AddressFamily {
        IP4,
        IP6,
        BOTH;

        boolean includes(ConnectionAddress address) {
            return address.isInternet() && (this == BOTH || address.isIp6() == (this == IP6));
        }
    }

    public Capabilities {
        audio = List.copyOf(audio);
        video = List.copyOf(video);
        features = Set.copyOf(features);
        if (audio.isEmpty() && video.isEmpty()) {
            throw new IllegalArgumentException("a session needs at least 1 codec, has 0");
        }
        if (ptimeMillis < 1) {
            throw new IllegalArgumentException("ptime must be positive, is " + ptimeMillis + " ms");
        }
    }

    /// Audio with all our codecs, events, comfort noise and multiplexed RTCP, 20 ms, both ways, no
    /// encryption, IPv4.
    public static Capabilities ofAudio() {
        return new Capabilities(
                AudioEncodings.all(),
                List.of(),
                EnumSet.allOf(Feature.class),
                Security.OFF,
                20,
                Direction.SENDRECV,
                AddressFamily.IP4);
    }

    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    public Capabilities withAudio(List<? extends AudioEncoding> encodings) {
        return new Capabilities(
                List.copyOf(encodings), video, features, security, ptimeMillis, direction, family);
    }

    public Capabilities withVideo(List<String> encodings) {
        return new Capabilities(
                audio, encodings, features, security, ptimeMillis, direction, family);
    }

    public Capabilities with(Feature feature) {
        Set<Feature> more = copy(features);
        more.add(feature);
        return new Capabilities(audio, video, more, security, ptimeMillis, direction, family);
    }

    public Capabilities without(Feature feature) {
        Set<Feature> fewer = copy(features);
        fewer.remove(feature);
        return new Capabilities(audio, video, fewer, security, ptimeMillis, direction, family);
    }

    public Capabilities withSecurity(Security wanted) {
        return new Capabilities(audio, video, features, wanted, ptimeMillis, direction, family);
    }

    public Capabilities withPtimeMillis(int wanted) {
        return new Capabilities(audio, video, features, security, wanted, direction, family);
    }

    public Capabilities withDirection(Direction wanted) {
        return new Capabilities(audio, video, features, security, ptimeMillis, wanted, family);
    }

    public Capabilities withFamily(AddressFamily wanted) {
        return new Capabilities(audio, video, features, security, ptimeMillis, direction, wanted);
    }

    /// The family of one address of ours.
    public Capabilities withFamilyOf(String address) {
        return withFamily(address.indexOf(':') < 0 ? AddressFamily.IP4 : AddressFamily.IP6);
    }

    private static Set<Feature> copy(Collection<Feature> from) {
        Set<Feature> copy = EnumSet.noneOf(Feature.class);
        copy.addAll(from);
        return copy;
    }
}
