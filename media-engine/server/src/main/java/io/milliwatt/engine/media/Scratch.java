package io.milliwatt.engine.media;

import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.transport.MediaLoop;
import java.nio.ByteBuffer;

/// Buffers that every path of a loop uses in turn; nothing stays in them between two packets.
final class Scratch {
    /// Longest packet time that is sent, 60 ms at 8,000 samples a second.
    static final int MAX_SAMPLES = 480;

    final RtpView view = new RtpView();
    final ByteBuffer out = ByteBuffer.allocateDirect(MediaLoop.MAX_DATAGRAM_BYTES);
    final short[] samples = new short[MAX_SAMPLES];
    final byte[] encoded = new byte[MAX_SAMPLES];
}
