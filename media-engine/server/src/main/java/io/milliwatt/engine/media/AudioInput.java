package io.milliwatt.engine.media;

import io.milliwatt.protocol.audio.DecodedStream;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.protocol.sdp.NegotiatedFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Audio in: packets of any negotiated encoding in, frames of 20 ms at one rate out, whatever the
/// network does. When the sender changes the encoding the new one begins anew. Media loop's thread.
public final class AudioInput {
    public static final int FRAMES_A_SECOND = 50;

    private final int sampleRateHz;
    private @Nullable DecodedStream stream;
    private int payloadType = -1;

    AudioInput(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    void onRtp(RtpView packet, NegotiatedFormat format, long nowNanos) {
        if (format.isTelephoneEvent()) {
            if (stream != null) {
                stream.putEvent(packet, nowNanos);
            }
        } else if (format.isComfortNoise()) {
            if (stream != null) {
                stream.putComfortNoise(packet, nowNanos);
            }
        } else {
            onAudio(packet, format, nowNanos);
        }
    }

    private void onAudio(RtpView packet, NegotiatedFormat format, long nowNanos) {
        DecodedStream current = stream;
        if (current == null || payloadType != packet.payloadType()) {
            AudioEncoding encoding = format.audio().orElse(null);
            if (encoding == null) {
                return;
            }
            current = new DecodedStream(encoding, sampleRateHz);
            stream = current;
            payloadType = packet.payloadType();
        }
        current.put(packet, nowNanos);
    }

    /// Fills `out` with the next 20 ms, silence when there is nothing.
    ///
    /// @param out as many samples as 20 ms have at the rate of this input
    public void take(short[] out, long nowNanos) {
        if (stream == null) {
            Arrays.fill(out, (short) 0);
        } else {
            stream.pull(out, nowNanos);
        }
    }
}
