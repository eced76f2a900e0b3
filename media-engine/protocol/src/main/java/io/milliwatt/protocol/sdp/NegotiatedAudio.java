package io.milliwatt.protocol.sdp;

import io.milliwatt.protocol.codec.AudioCodec;
import java.util.Optional;
import java.util.OptionalInt;

/// What both sides agreed on for one audio stream, seen from us.
///
/// @param remoteRtp where the other side says it receives RTP; 0.0.0.0 when it holds the call the
///   way of RFC 2543
/// @param remoteRtcp where it says it receives RTCP; equal to `remoteRtp` with `rtcpMux`
/// @param payloadType the number under which we send `codec`
/// @param telephoneEventPt the number under which we send RFC 4733 events, when the other side
///   takes them
/// @param ptimeMillis milliseconds of audio in the packets we send
/// @param localDirection what we may do: send, receive
/// @param remoteFmtp the other side's `a=fmtp` for `payloadType`
public record NegotiatedAudio(
        MediaAddress remoteRtp,
        MediaAddress remoteRtcp,
        boolean rtcpMux,
        AudioCodec codec,
        int payloadType,
        OptionalInt telephoneEventPt,
        int ptimeMillis,
        Direction localDirection,
        Optional<String> remoteFmtp) {

    /// Whether one side has the call on hold: media does not flow both ways.
    public boolean isHeld() {
        return localDirection != Direction.SENDRECV;
    }
}
