package io.milliwatt.engine.app;

import io.milliwatt.engine.media.FeedbackRewriting;
import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.engine.media.MediaTransport;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.rtp.RtpView;

/// Sends every packet back as it came, under an SSRC of our own for each source: a translator of
/// RFC 3550, section 7.1. Sequence number and timestamp stay, so what was lost or reordered on the
/// way in is heard by the caller as well. Audio, video and data alike; a request for a key frame
/// goes to the source of what is seen, the caller.
final class Echo implements CallApplication {
    @Override
    public void onRtp(MediaPath path, MediaTransport from, RtpView packet, long nowNanos) {
        from.sendBack(packet, nowNanos);
    }

    @Override
    public void onFeedback(
            MediaPath path, MediaTransport from, RtcpPacket feedback, long nowNanos) {
        FeedbackRewriting.rewrite(feedback, from::sourceBehind, from.ssrc())
                .ifPresent(rewritten -> from.sendFeedback(rewritten, nowNanos));
    }

    @Override
    public long prefetch(MediaTransport from) {
        return from.prefetchSending();
    }
}
