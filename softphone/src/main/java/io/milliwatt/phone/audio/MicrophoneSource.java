package io.milliwatt.phone.audio;

import io.milliwatt.phone.audio.DeviceLine.LineFormat;
import io.milliwatt.protocol.audio.Resampler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Optional;

/// Sound from a device. A thread of its own reads the device and fills a ring of frames; what the
/// device gives at another rate is resampled. A device that disappears in mid-call is silence from
/// then on, see [#problem].
public final class MicrophoneSource implements AudioSource {
    private final FrameRing ring = new FrameRing();
    private final DeviceThread device;
    private final DeviceLine line;
    private final Optional<Resampler> resampler;
    private final byte[] bytes;
    private final ShortBuffer samples;
    private final float[] mono;
    private final float[] resampled;
    private short[] frame = new short[AudioFrame.SAMPLES];
    private int filled;

    MicrophoneSource(DeviceLine line) {
        this.line = line;
        LineFormat format = line.format();
        int blockSamples = format.sampleRateHz() / AudioFrame.PER_SECOND;
        bytes = new byte[blockSamples * format.frameBytes()];
        samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        mono = new float[blockSamples];
        resampler =
                format.sampleRateHz() == AudioFrame.SAMPLE_RATE_HZ
                        ? Optional.empty()
                        : Optional.of(
                                new Resampler(format.sampleRateHz(), AudioFrame.SAMPLE_RATE_HZ));
        resampled = resampler.map(r -> new float[r.maxOutput(blockSamples)]).orElse(mono);
        device = new DeviceThread(line, "microphone");
        device.start(this::fetch);
    }

    /// Opens a device of [AudioDevices#inputs], or the system's preferred one. Takes up to 3 s when
    /// the sound system does not answer.
    public static MicrophoneSource open(Optional<AudioDevice> device) throws AudioDeviceException {
        return new MicrophoneSource(SoundSystem.openInput(device));
    }

    @Override
    public void read(short[] frame) {
        device.deviceServed(ring.take(frame));
    }

    /// Why there is only silence, in words; empty while the device delivers.
    public Optional<String> problem() {
        return device.problem();
    }

    /// What the buffer behind the device had to do.
    public BufferCounts counts() {
        return ring.counts();
    }

    /// Returns within 200 ms.
    @Override
    public void close() {
        device.close();
    }

    private boolean fetch() {
        if (line.transfer(bytes, bytes.length) < bytes.length) {
            return false;
        }
        int channels = line.format().channels();
        for (int i = 0; i < mono.length; i++) {
            float sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += samples.get(i * channels + channel);
            }
            mono[i] = sum / (channels * 32768f);
        }
        int count =
                resampler.isPresent()
                        ? resampler.get().resample(mono, mono.length, resampled)
                        : mono.length;
        for (int i = 0; i < count; i++) {
            frame[filled++] = AudioFrame.sample(resampled[i]);
            if (filled == frame.length) {
                ring.put(frame);
                frame = new short[AudioFrame.SAMPLES];
                filled = 0;
            }
        }
        return true;
    }
}
