package io.milliwatt.engine.app;

import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.protocol.rtp.RtpView;

/// Sends every packet back as it came, under our own SSRC: a translator of RFC 3550, section 7.1.
/// Payload type, sequence number and timestamp stay, so what was lost or reordered on the way in is
/// heard by the caller as well.
final class Echo implements CallApplication {
    @Override
    public void onRtp(MediaPath path, RtpView packet, long nowNanos) {
        path.sendBack(packet, nowNanos);
    }
}
