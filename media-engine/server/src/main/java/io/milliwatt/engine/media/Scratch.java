package io.milliwatt.engine.media;

import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.transport.MediaLoop;
import java.nio.ByteBuffer;

/// Buffers that every path of a loop uses in turn; nothing stays in them between two packets.
final class Scratch {
    /// Longest packet time that is sent, 60 ms at 48,000 samples a second.
    static final int MAX_SAMPLES = 2_880;

    /// Octets of an encoded packet: L16 at 44,100 samples a second is the largest that fits one.
    private static final int MAX_OCTETS = 2 * MAX_SAMPLES;

    final RtpView view = new RtpView();
    final RtpView outView = new RtpView();
    final ByteBuffer out = ByteBuffer.allocateDirect(MediaLoop.MAX_DATAGRAM_BYTES);
    final short[] samples = new short[MAX_SAMPLES];
    final short[] resampled = new short[MAX_SAMPLES + MAX_SAMPLES / 4];
    final byte[] encoded = new byte[MAX_OCTETS];
}
