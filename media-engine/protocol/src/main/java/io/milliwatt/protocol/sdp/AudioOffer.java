package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.codec.AudioCodec;
import io.milliwatt.protocol.codec.AudioCodecs;
import java.util.List;

/// Our side of an audio stream: what an offer says, and what an answer is chosen from.
///
/// @param rtp where we receive RTP; RTCP is received on the next port, or on the same one with
///   `rtcpMux`
/// @param codecs in our order of preference
/// @param telephoneEvents whether RFC 4733 events are offered and accepted
/// @param ptimeMillis milliseconds of audio in a packet we would like to receive
/// @param direction what we want, seen from us
/// @param rtcpMux whether RTCP on the RTP port (RFC 5761) is offered, and accepted when offered
/// @param origin of the session, see [SessionDescription#asSuccessorOf(SessionDescription)] for
///   later descriptions
public record AudioOffer(
        MediaAddress rtp,
        List<AudioCodec> codecs,
        boolean telephoneEvents,
        int ptimeMillis,
        Direction direction,
        boolean rtcpMux,
        Origin origin) {

    public AudioOffer {
        codecs = List.copyOf(codecs);
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException("an audio offer needs at least 1 codec, has 0");
        }
        if (ptimeMillis < 1 || rtp.port() == 0) {
            throw new IllegalArgumentException(
                    "audio offer out of range: ptime " + ptimeMillis + " ms, RTP " + rtp);
        }
    }

    /// All codecs, events as payload type 101, 20 ms, sendrecv, RTCP multiplexing allowed.
    public static AudioOffer of(String address, int rtpPort, Origin origin) {
        return new AudioOffer(
                new MediaAddress(address, rtpPort),
                AudioCodecs.all(),
                true,
                20,
                Direction.SENDRECV,
                true,
                origin);
    }

    public AudioOffer withCodecs(List<AudioCodec> newCodecs) {
        return new AudioOffer(
                rtp, newCodecs, telephoneEvents, ptimeMillis, direction, rtcpMux, origin);
    }

    public AudioOffer withDirection(Direction newDirection) {
        return new AudioOffer(
                rtp, codecs, telephoneEvents, ptimeMillis, newDirection, rtcpMux, origin);
    }

    public AudioOffer withRtcpMux(boolean newRtcpMux) {
        return new AudioOffer(
                rtp, codecs, telephoneEvents, ptimeMillis, direction, newRtcpMux, origin);
    }

    public AudioOffer withPtimeMillis(int newPtimeMillis) {
        return new AudioOffer(
                rtp, codecs, telephoneEvents, newPtimeMillis, direction, rtcpMux, origin);
    }

    public AudioOffer withoutTelephoneEvents() {
        return new AudioOffer(rtp, codecs, false, ptimeMillis, direction, rtcpMux, origin);
    }
}
