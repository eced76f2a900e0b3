package io.milliwatt.protocol.audio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.audio.ConferenceMixer.Party;
import io.milliwatt.protocol.codec.AudioDecoder;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.G722;
import io.milliwatt.protocol.codec.Opus;
import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.codec.Pcmu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConferenceMixerTest {
    private static final int FRAME = 160;
    private final ConferenceMixer mixer = new ConferenceMixer(8_000, FRAME);
    private final short[] frame = new short[FRAME];

    private static short[] constant(int value) {
        short[] frame = new short[FRAME];
        Arrays.fill(frame, (short) value);
        return frame;
    }

    private short[] heardBy(Party party) {
        party.hear(frame, 0);
        return frame.clone();
    }

    private List<Party> joined(int count) {
        List<Party> parties = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parties.add(mixer.join(Pcma.INSTANCE));
        }
        return parties;
    }

    @Test
    void everybodyHearsTheOthersAndNotHimself() {
        List<Party> parties = joined(4);
        parties.get(0).speak(constant(1000), 0);
        parties.get(1).speak(constant(2000), 0);
        parties.get(2).speak(constant(-400), 0);
        mixer.mix();
        assertArrayEquals(constant(1600), heardBy(parties.get(0)));
        assertArrayEquals(constant(600), heardBy(parties.get(1)));
        assertArrayEquals(constant(3000), heardBy(parties.get(2)));
        assertArrayEquals(constant(2600), heardBy(parties.get(3)));
        assertEquals(parties.subList(0, 3), mixer.speakers());
    }

    @Test
    void whoGivesNoFrameIsSilentAndWhatHeGaveBeforeIsNotRepeated() {
        List<Party> parties = joined(2);
        parties.get(0).speak(constant(1000), 0);
        mixer.mix();
        mixer.mix();
        assertArrayEquals(constant(0), heardBy(parties.get(1)));
        assertTrue(parties.get(0).speaking(), "the hangover");
    }

    @Test
    void noiseOfListenersIsNotAddedUp() {
        List<Party> parties = joined(100);
        for (Party party : parties.subList(1, 100)) {
            party.speak(constant(60), 0);
        }
        parties.get(0).speak(constant(3000), 0);
        mixer.mix();
        assertArrayEquals(constant(3000), heardBy(parties.get(50)));
        assertEquals(1, mixer.speakers().size());
    }

    @Test
    void aPauseOfBreathDoesNotEndSpeechButSilenceDoes() {
        Party speaker = joined(2).getFirst();
        speaker.speak(constant(3000), 0);
        mixer.mix();
        for (int i = 0; i < 20; i++) {
            speaker.speak(constant(10), 0);
            mixer.mix();
            assertTrue(speaker.speaking(), "after " + (i + 1) * 20 + " ms");
        }
        speaker.speak(constant(10), 0);
        mixer.mix();
        assertFalse(speaker.speaking());
    }

    @Test
    void onlyTheLoudestAreHeardWhenTheirNumberIsBounded() {
        ConferenceMixer three = new ConferenceMixer(8_000, FRAME, 3);
        List<Party> parties = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            parties.add(three.join(Pcma.INSTANCE));
        }
        for (int run = 0; run < 20; run++) {
            for (int i = 0; i < 10; i++) {
                parties.get(i).speak(constant(500 + 500 * i), 0);
            }
            three.mix();
        }
        assertEquals(Set.copyOf(parties.subList(7, 10)), Set.copyOf(three.speakers()));
        parties.get(0).hear(frame, 0);
        assertArrayEquals(constant(5000 + 4500 + 4000), frame);
        parties.get(9).hear(frame, 0);
        assertArrayEquals(constant(4500 + 4000), frame);
        assertTrue(parties.get(0).speaking() && !parties.get(0).heard());
    }

    @Test
    void aSpeakerWhoIsHeardStaysUntilAnotherIsClearlyLouder() {
        ConferenceMixer one = new ConferenceMixer(8_000, FRAME, 1);
        Party first = one.join(Pcma.INSTANCE);
        Party second = one.join(Pcma.INSTANCE);
        for (int i = 0; i < 50; i++) {
            first.speak(constant(2000), 0);
            second.speak(constant(i == 0 ? 1500 : 2400), 0);
            one.mix();
            assertTrue(first.heard());
        }
        first.speak(constant(2000), 0);
        second.speak(constant(6000), 0);
        one.mix();
        assertTrue(second.heard());
    }

    @Test
    void aMutedPartyIsNotHeard() {
        List<Party> parties = joined(2);
        parties.get(0).mute(true);
        parties.get(0).speak(constant(3000), 0);
        mixer.mix();
        assertArrayEquals(constant(0), heardBy(parties.get(1)));
    }

    @Test
    void manyLoudSpeakersAreLimitedAndNeitherClippedNorWrapped() {
        List<Party> parties = joined(9);
        ToneGenerator[] tones = new ToneGenerator[8];
        for (int i = 0; i < 8; i++) {
            tones[i] = new ToneGenerator(200 + 173 * i, 0, 8_000);
        }
        int most = 0;
        int atTop = 0;
        double biggestStep = 0;
        int before = 0;
        for (int run = 0; run < 100; run++) {
            for (int i = 0; i < 8; i++) {
                tones[i].fill(frame, 0, FRAME);
                parties.get(i).speak(frame, 0);
            }
            mixer.mix();
            short[] heard = heardBy(parties.get(8));
            for (short sample : heard) {
                most = Math.max(most, Math.abs(sample));
                atTop += Math.abs(sample) >= 32_767 ? 1 : 0;
                biggestStep = Math.max(biggestStep, Math.abs(sample - before));
                before = sample;
            }
        }
        assertTrue(most > 25_000 && most <= 32_767, most + " at most");
        assertEquals(0, atTop, "samples at full scale");
        assertTrue(biggestStep < 42_000, biggestStep + ": a wrap is 65535");
    }

    @Test
    void theGainComesBackAfterALoudMoment() {
        List<Party> parties = joined(3);
        for (int run = 0; run < 60; run++) {
            parties.get(0).speak(constant(20_000), 0);
            parties.get(1).speak(constant(run < 10 ? 20_000 : 1_000), 0);
            mixer.mix();
            heardBy(parties.get(2));
            if (run == 9) {
                assertEquals(28_500, frame[159], 10);
            }
        }
        assertEquals(21_000, frame[159], 50);
    }

    @Test
    void listenersShareOnePacketAndSpeakersHaveTheirOwn() {
        List<Party> parties = joined(4);
        Party other = mixer.join(Pcmu.INSTANCE);
        parties.get(0).speak(constant(1000), 0);
        mixer.mix();
        byte[][] packets = new byte[5][FRAME];
        for (int i = 0; i < 4; i++) {
            assertEquals(FRAME, parties.get(i).encode(packets[i], 0));
        }
        other.encode(packets[4], 0);
        assertArrayEquals(packets[1], packets[2]);
        assertArrayEquals(packets[1], packets[3]);
        Pcma.INSTANCE.decode(packets[1], 0, FRAME, frame, 0);
        assertEquals(1000, frame[7], 40);
        Pcma.INSTANCE.decode(packets[0], 0, FRAME, frame, 0);
        assertEquals(0, frame[7], 8);
        Pcmu.INSTANCE.decode(packets[4], 0, FRAME, frame, 0);
        assertEquals(1000, frame[7], 40);
    }

    @Test
    void everyPartyHearsInItsOwnEncodingAndRate() {
        ConferenceMixer wide = new ConferenceMixer(16_000, 320);
        Party speaker = wide.join(G722.INSTANCE);
        List<AudioEncoding> encodings = List.of(Pcmu.INSTANCE, G722.INSTANCE, Opus.DEFAULT);
        List<Party> listeners = encodings.stream().map(wide::join).toList();
        List<AudioDecoder> decoders = encodings.stream().map(AudioEncoding::newDecoder).toList();
        ToneGenerator tone = new ToneGenerator(440, -10, 16_000);
        short[] said = new short[320];
        short[] heard = new short[960];
        for (int run = 0; run < 50; run++) {
            tone.fill(said, 0, 320);
            speaker.speak(said, 0);
            wide.mix();
            byte[] own = new byte[speaker.maxOctets()];
            assertEquals(160, speaker.encode(own, 0));
            for (int i = 0; i < 3; i++) {
                byte[] packet = new byte[listeners.get(i).maxOctets()];
                int octets = listeners.get(i).encode(packet, 0);
                int samples = decoders.get(i).decode(packet, 0, octets, heard, 0);
                assertEquals(encodings.get(i).sampleRateHz() / 50, samples);
                if (run > 10) {
                    double dbm0 = LevelMeter.dbm0(heard, 0, samples);
                    assertEquals(-10, dbm0, 1, encodings.get(i).name());
                }
            }
        }
    }

    @Test
    void whoLeftIsNeitherHeardNorCounted() {
        List<Party> parties = joined(3);
        parties.get(0).speak(constant(1000), 0);
        mixer.mix();
        mixer.leave(parties.get(0));
        assertEquals(List.of(), mixer.speakers());
        assertEquals(2, mixer.size());
        mixer.mix();
        assertArrayEquals(constant(0), heardBy(parties.get(1)));
        assertThrows(IllegalArgumentException.class, () -> new ConferenceMixer(8_000, FRAME, 0));
    }

    @Test
    void theLevelOfAPartyIsInDecibelsBelowOverload() {
        Party party = joined(1).getFirst();
        for (int i = 0; i < 50; i++) {
            party.speak(constant(3277), 0);
            mixer.mix();
        }
        assertEquals(-20, party.levelDbov(), 0.1);
    }
}
