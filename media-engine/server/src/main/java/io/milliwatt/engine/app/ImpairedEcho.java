package io.milliwatt.engine.app;

import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.engine.media.MediaTransport;
import io.milliwatt.protocol.impair.Impairment;
import io.milliwatt.protocol.rtcp.RtcpPacket;
import io.milliwatt.protocol.rtp.RtpView;

/// An echo through a bad network.
final class ImpairedEcho implements CallApplication {
    private final Echo echo = new Echo();
    private final Impairment impairment;

    ImpairedEcho(Impairment impairment) {
        this.impairment = impairment;
    }

    @Override
    public void start(MediaPath path, long nowNanos) {
        path.impair(impairment);
    }

    @Override
    public void onRtp(MediaPath path, MediaTransport from, RtpView packet, long nowNanos) {
        echo.onRtp(path, from, packet, nowNanos);
    }

    @Override
    public void onFeedback(
            MediaPath path, MediaTransport from, RtcpPacket feedback, long nowNanos) {
        echo.onFeedback(path, from, feedback, nowNanos);
    }
}
