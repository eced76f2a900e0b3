package io.milliwatt.phone.audio;

import io.milliwatt.phone.audio.DeviceLine.LineFormat;
import io.milliwatt.protocol.audio.Resampler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.Optional;

/// Sound to a device. A thread of its own empties a ring of frames into the device, with silence
/// while there are none; a device of another rate gets resampled sound. A device that disappears in
/// mid-call takes nothing from then on, see [#problem]. [#close] does not wait for what is still in
/// the buffers (about 100 ms).
public final class SpeakerSink implements AudioSink {
    private final FrameRing ring = new FrameRing();
    private final DeviceThread device;
    private final DeviceLine line;
    private final Optional<Resampler> resampler;
    private final byte[] bytes;
    private final ShortBuffer samples;
    private final short[] frame = new short[AudioFrame.SAMPLES];
    private final float[] mono = new float[AudioFrame.SAMPLES];
    private final float[] resampled;

    SpeakerSink(DeviceLine line) {
        this.line = line;
        LineFormat format = line.format();
        resampler =
                format.sampleRateHz() == AudioFrame.SAMPLE_RATE_HZ
                        ? Optional.empty()
                        : Optional.of(
                                new Resampler(AudioFrame.SAMPLE_RATE_HZ, format.sampleRateHz()));
        resampled = resampler.map(r -> new float[r.maxOutput(mono.length)]).orElse(mono);
        bytes = new byte[resampled.length * format.frameBytes()];
        samples = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
        device = new DeviceThread(line, "speaker");
        device.start(this::play);
    }

    /// Opens a device of [AudioDevices#outputs], or the system's preferred one. Takes up to 3 s
    /// when the sound system does not answer.
    public static SpeakerSink open(Optional<AudioDevice> device) throws AudioDeviceException {
        return new SpeakerSink(SoundSystem.openOutput(device));
    }

    @Override
    public void write(short[] frame) {
        device.deviceServed(ring.put(frame.clone()));
    }

    /// Why nothing is heard, in words; empty while the device takes sound.
    public Optional<String> problem() {
        return device.problem();
    }

    /// What the buffer before the device had to do.
    public BufferCounts counts() {
        return ring.counts();
    }

    /// Returns within 200 ms.
    @Override
    public void close() {
        device.close();
    }

    private boolean play() {
        ring.take(frame);
        for (int i = 0; i < frame.length; i++) {
            mono[i] = frame[i] / 32768f;
        }
        int count =
                resampler.isPresent()
                        ? resampler.get().resample(mono, mono.length, resampled)
                        : mono.length;
        int channels = line.format().channels();
        for (int i = 0; i < count; i++) {
            short sample = AudioFrame.sample(resampled[i]);
            for (int channel = 0; channel < channels; channel++) {
                samples.put(i * channels + channel, sample);
            }
        }
        int wanted = count * line.format().frameBytes();
        return line.transfer(bytes, wanted) >= wanted;
    }
}
