package io.milliwatt.protocol.audio;

import io.milliwatt.protocol.codec.AudioEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Mixes a conference frame by frame: everybody hears the sum of the others who speak.
///
/// Who speaks is decided by the level of his frames, with a hangover, so that the breath of a
/// hundred listeners is not added up. Whoever does not speak hears the *common* mix, which is made
/// and encoded once for all listeners of the same encoding; so a conference costs about as many
/// encodings as it has speakers, and one more.
///
/// A frame: each party that has one gives it ([Party#speak]), then [#mix()], then each party takes
/// what it hears, as samples ([Party#hear]) or encoded ([Party#encode]). The sound is limited, not
/// clipped.
///
/// When a party begins or ends to speak, its packets come from another encoder. G.711 and L16 know
/// no memory; the decoders of G.722 and Opus find into it within a few frames.
///
/// One thread owns a conference.
public final class ConferenceMixer {
    private static final int HANGOVER_MILLIS = 400;

    /// How much a speaker who was heard is preferred to one who was not: 3 dB.
    private static final double STAYING = 1.41;

    private final int sampleRateHz;
    private final int frame;
    private final int mostSpeakers;
    private final int hangoverFrames;
    private final List<Party> parties = new ArrayList<>();
    private final List<Party> speakers = new ArrayList<>();
    private final int[] sum;
    private final short[] nothing;
    private final short[] common;
    private final SoftLimiter commonLimiter = new SoftLimiter();
    private final Map<AudioEncoding, MixOutput> commonOutputs = new HashMap<>();
    private boolean commonMade;
    private long frames;

    /// Everybody who speaks is heard.
    public ConferenceMixer(int sampleRateHz, int frameSamples) {
        this(sampleRateHz, frameSamples, Integer.MAX_VALUE);
    }

    /// @param mostSpeakers only the loudest so many are heard
    public ConferenceMixer(int sampleRateHz, int frameSamples, int mostSpeakers) {
        if (mostSpeakers < 1) {
            throw new IllegalArgumentException("at least 1 speaker is heard, not " + mostSpeakers);
        }
        this.sampleRateHz = sampleRateHz;
        this.frame = frameSamples;
        this.mostSpeakers = mostSpeakers;
        hangoverFrames = HANGOVER_MILLIS * sampleRateHz / 1000 / frameSamples;
        sum = new int[frameSamples];
        nothing = new short[frameSamples];
        common = new short[frameSamples];
    }

    public int sampleRateHz() {
        return sampleRateHz;
    }

    public int frameSamples() {
        return frame;
    }

    /// @param encoding what [Party#encode] makes for this party
    public Party join(AudioEncoding encoding) {
        Party party = new Party(encoding);
        parties.add(party);
        return party;
    }

    public void leave(Party party) {
        parties.remove(party);
        speakers.remove(party);
    }

    public int size() {
        return parties.size();
    }

    /// Who is heard, since the last [#mix()].
    public List<Party> speakers() {
        return List.copyOf(speakers);
    }

    /// Mixes what the parties gave since the last time; who gave nothing was silent.
    public void mix() {
        frames++;
        commonMade = false;
        speakers.clear();
        for (Party party : parties) {
            party.decide();
            if (party.speaking) {
                speakers.add(party);
            }
        }
        if (speakers.size() > mostSpeakers) {
            speakers.sort((a, b) -> Double.compare(b.rank(), a.rank()));
            speakers.subList(mostSpeakers, speakers.size()).clear();
        }
        Arrays.fill(sum, 0);
        for (Party party : parties) {
            party.heard = false;
        }
        for (Party speaker : speakers) {
            speaker.heard = true;
            short[] said = speaker.said;
            for (int i = 0; i < frame; i++) {
                sum[i] += said[i];
            }
        }
    }

    private short[] commonMix() {
        if (!commonMade) {
            commonMade = true;
            commonLimiter.limit(sum, nothing, common, 0, frame);
        }
        return common;
    }

    private MixOutput commonOutput(AudioEncoding encoding) {
        MixOutput output =
                commonOutputs.computeIfAbsent(encoding, e -> new MixOutput(e, sampleRateHz, frame));
        output.update(frames, commonMix());
        return output;
    }

    /// One who takes part.
    public final class Party {
        /// The mean magnitude from which on a frame is speech: about -50 dB of full scale.
        private static final int SPEECH_LEVEL = 100;

        private static final double OVERLOAD = 32_768;
        private static final double LEVEL_WEIGHT = 0.25;

        private final AudioEncoding encoding;
        private final short[] said = new short[frame];
        private final SoftLimiter limiter = new SoftLimiter();
        private @Nullable MixOutput output;
        private short[] mine = nothing;
        private boolean gave;
        private int level;
        private double smoothed;
        private int quietFrames = Integer.MAX_VALUE;
        private boolean speaking;
        private boolean heard;
        private boolean muted;

        private Party(AudioEncoding encoding) {
            this.encoding = encoding;
        }

        public AudioEncoding encoding() {
            return encoding;
        }

        /// Whose sound is left out, whatever he gives.
        public void mute(boolean wanted) {
            muted = wanted;
        }

        /// Gives the party's next frame, which is copied.
        public void speak(short[] samples, int offset) {
            System.arraycopy(samples, offset, said, 0, frame);
            int magnitudes = 0;
            for (int i = 0; i < frame; i++) {
                magnitudes += Math.abs(said[i]);
            }
            level = magnitudes / frame;
            gave = true;
        }

        private void decide() {
            if (!gave) {
                level = 0;
                Arrays.fill(said, (short) 0);
            }
            gave = false;
            smoothed += LEVEL_WEIGHT * (level - smoothed);
            if (level >= SPEECH_LEVEL && !muted) {
                quietFrames = 0;
            } else if (quietFrames < Integer.MAX_VALUE) {
                quietFrames++;
            }
            speaking = quietFrames <= hangoverFrames && !muted;
        }

        private double rank() {
            return Math.max(level, smoothed) * (heard ? STAYING : 1);
        }

        /// Whether the level of the last frames says so; [#heard()] is what came of it.
        public boolean speaking() {
            return speaking;
        }

        /// Whether the others hear this party: it speaks, and is among the loudest. Otherwise it
        /// hears the common mix.
        public boolean heard() {
            return heard;
        }

        /// Smoothed level in dB below overload, 0 to -96 or so; negative infinity in silence.
        public double levelDbov() {
            return 20 * Math.log10(smoothed / OVERLOAD);
        }

        /// Writes a frame of what the party hears.
        public void hear(short[] out, int offset) {
            if (heard) {
                limiter.limit(sum, said, out, offset, frame);
            } else {
                System.arraycopy(commonMix(), 0, out, offset, frame);
            }
        }

        /// Writes what the party hears as a payload of its encoding and returns the octets. To be
        /// called instead of [#hear], once after each [ConferenceMixer#mix()].
        public int encode(byte[] out, int offset) {
            MixOutput from;
            if (heard) {
                if (mine == nothing) {
                    mine = new short[frame];
                    output = new MixOutput(encoding, sampleRateHz, frame);
                }
                limiter.limit(sum, said, mine, 0, frame);
                from = output == null ? commonOutput(encoding) : output;
                from.update(frames, mine);
            } else {
                from = commonOutput(encoding);
            }
            return from.copyTo(out, offset);
        }

        /// Most octets [#encode] writes.
        public int maxOctets() {
            return encoding.maxEncodedSize(
                    (int) ((long) frame * encoding.sampleRateHz() / sampleRateHz) + 1);
        }
    }
}
