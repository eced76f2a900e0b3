package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.AudioEncodings;
import io.milliwatt.protocol.codec.Opus;
import io.milliwatt.protocol.codec.OpusParameters;
import java.util.Optional;

/// One payload type both sides have. RFC 3264, section 5.1, lets each side choose the number under
/// which it *receives*, so there are two; they differ only when a peer answers our offer with
/// numbers of its own.
///
/// @param payloadType the number under which we send
/// @param receivePayloadType the number under which we receive
/// @param encoding encoding name as the peer writes it; compared without regard to case
/// @param clockRateHz ticks of the RTP timestamp a second
/// @param channels as in `a=rtpmap`; always 2 for opus (RFC 7587, section 7)
/// @param remoteFmtp what the peer can receive: its `a=fmtp`
public record NegotiatedFormat(
        int payloadType,
        int receivePayloadType,
        String encoding,
        int clockRateHz,
        int channels,
        Optional<String> remoteFmtp) {

    /// RFC 4733.
    public boolean isTelephoneEvent() {
        return encoding.equalsIgnoreCase(RtpMap.TELEPHONE_EVENT);
    }

    /// RFC 3389.
    public boolean isComfortNoise() {
        return encoding.equalsIgnoreCase(RtpMap.COMFORT_NOISE);
    }

    /// Whether it carries media of its own, and is neither event nor comfort noise nor
    /// retransmission (RFC 4588).
    public boolean isMedia() {
        return !isTelephoneEvent() && !isComfortNoise() && !encoding.equalsIgnoreCase(RtpMap.RTX);
    }

    /// How it is encoded and decoded, when this module can; Opus as the peer wants to receive it.
    public Optional<AudioEncoding> audio() {
        return AudioEncodings.byRtpMap(encoding, clockRateHz)
                .filter(audio -> audio.channels() == channels)
                .map(this::asWanted);
    }

    private AudioEncoding asWanted(AudioEncoding audio) {
        return audio instanceof Opus opus
                ? remoteFmtp
                        .flatMap(text -> OpusParameters.parse(text).toOptional())
                        .<AudioEncoding>map(opus::with)
                        .orElse(opus)
                : audio;
    }
}
