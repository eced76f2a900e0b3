package io.milliwatt.phone.audio;

import java.time.Duration;
import java.util.List;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/// The sound devices that can carry a call: 16 bit, mono or stereo, at 8 or 48 kHz (or 44.1 kHz).
/// Both lists are empty where there is no sound system, or one that does not answer within
/// [#LIMIT]; asking never throws. The system's preferred device comes first.
public final class AudioDevices {
    /// How long a list may take.
    public static final Duration LIMIT = Duration.ofSeconds(2);

    private AudioDevices() {}

    /// Microphones and the like.
    public static List<AudioDevice> inputs() {
        return SoundSystem.devices(TargetDataLine.class, LIMIT);
    }

    /// Speakers and the like.
    public static List<AudioDevice> outputs() {
        return SoundSystem.devices(SourceDataLine.class, LIMIT);
    }
}
