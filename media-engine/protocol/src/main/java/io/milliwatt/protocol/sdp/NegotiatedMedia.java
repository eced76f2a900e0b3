package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.srtp.SrtpParameters;
import java.util.List;
import java.util.Optional;

/// What both sides agreed on for one media, seen from us.
///
/// @param formats at least one that [NegotiatedFormat#isMedia()], in the peer's order of preference
/// @param ptimeMillis milliseconds of audio in the packets we send
/// @param localDirection what we may do: send, receive
/// @param srtp the keys of its transport; empty = plain RTP
public record NegotiatedMedia(
        MediaPlace at,
        RemoteEnd remote,
        List<NegotiatedFormat> formats,
        int ptimeMillis,
        Direction localDirection,
        Optional<SrtpParameters> srtp,
        MediaFeatures features) {

    public NegotiatedMedia {
        formats = List.copyOf(formats);
        if (formats.stream().noneMatch(NegotiatedFormat::isMedia)) {
            throw new IllegalArgumentException("a media needs a format that carries media");
        }
    }

    public int place() {
        return at.place();
    }

    /// See [MediaPlace#transport()].
    public int transport() {
        return at.transport();
    }

    public MediaKind kind() {
        return at.kind();
    }

    public String mid() {
        return at.mid();
    }

    /// The format we send with: the first the peer names that carries media.
    public NegotiatedFormat sendFormat() {
        return formats.stream().filter(NegotiatedFormat::isMedia).findFirst().orElseThrow();
    }

    /// The format of RFC 4733 events: that with the clock rate of what we send, else any.
    public Optional<NegotiatedFormat> telephoneEvent() {
        int clockRateHz = sendFormat().clockRateHz();
        return formats.stream()
                .filter(one -> one.isTelephoneEvent() && one.clockRateHz() == clockRateHz)
                .findFirst()
                .or(() -> formats.stream().filter(NegotiatedFormat::isTelephoneEvent).findFirst());
    }

    /// The format of comfort noise, at the clock rate of what we send (RFC 3389, section 5).
    public Optional<NegotiatedFormat> comfortNoise() {
        int clockRateHz = sendFormat().clockRateHz();
        return formats.stream()
                .filter(one -> one.isComfortNoise() && one.clockRateHz() == clockRateHz)
                .findFirst();
    }

    /// What a received packet carries.
    public Optional<NegotiatedFormat> received(int payloadType) {
        return formats.stream().filter(one -> one.receivePayloadType() == payloadType).findFirst();
    }

    /// Whether one side has it on hold: media does not flow both ways.
    public boolean isHeld() {
        return localDirection != Direction.SENDRECV;
    }
}
