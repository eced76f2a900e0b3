package io.milliwatt.engine.app;

import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.protocol.rtp.RtpView;

/// What an answered call does with its media. Media loop's thread.
public interface CallApplication {
    /// The call was answered; the path can send from now on.
    default void start(MediaPath path, long nowNanos) {}

    /// An RTP packet of the call came. The view and what it looks at may be changed and sent, until
    /// the return.
    default void onRtp(MediaPath path, RtpView packet, long nowNanos) {}
}
