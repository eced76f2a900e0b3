package io.milliwatt.phone.audio;

import io.milliwatt.protocol.codec.AudioCodec;
import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.codec.Pcmu;
import java.nio.ByteBuffer;
import java.util.Locale;

/// How the samples of a WAV file are stored.
///
/// @param blockBytes octets of one sample of all channels
record WavFormat(Encoding encoding, int channels, int sampleRateHz, int blockBytes) {

    /// The encodings the phone decodes.
    enum Encoding {
        PCM_8("PCM, 8 bit", 1),
        PCM_16("PCM, 16 bit", 2),
        PCM_24("PCM, 24 bit", 3),
        PCM_32("PCM, 32 bit", 4),
        FLOAT_32("float, 32 bit", 4),
        FLOAT_64("float, 64 bit", 8),
        A_LAW("A-law", 1),
        MU_LAW("mu-law", 1);

        private static final float[] A_LAW_VALUES = table(Pcma.INSTANCE);
        private static final float[] MU_LAW_VALUES = table(Pcmu.INSTANCE);

        private final String words;
        private final int octets;

        Encoding(String words, int octets) {
            this.words = words;
            this.octets = octets;
        }

        int octets() {
            return octets;
        }

        /// The sample at an index of a little endian buffer, full scale is 1. What is no number is
        /// silence.
        float sample(ByteBuffer bytes, int index) {
            return switch (this) {
                case PCM_8 -> ((bytes.get(index) & 0xff) - 128) / 128f; // the one unsigned format
                case PCM_16 -> bytes.getShort(index) / 32768f;
                case PCM_24 ->
                        ((bytes.getShort(index) & 0xffff) | bytes.get(index + 2) << 16) / 8388608f;
                case PCM_32 -> bytes.getInt(index) / 2147483648f;
                case FLOAT_32 -> bounded(bytes.getFloat(index));
                case FLOAT_64 -> bounded(bytes.getDouble(index));
                case A_LAW -> A_LAW_VALUES[bytes.get(index) & 0xff];
                case MU_LAW -> MU_LAW_VALUES[bytes.get(index) & 0xff];
            };
        }

        private static float bounded(double value) {
            return Double.isNaN(value) ? 0 : (float) Math.clamp(value, -1, 1);
        }

        private static float[] table(AudioCodec codec) {
            float[] values = new float[256];
            short[] sample = new short[1];
            for (int code = 0; code < values.length; code++) {
                codec.decode(new byte[] {(byte) code}, 0, 1, sample, 0);
                values[code] = sample[0] / 32768f;
            }
            return values;
        }
    }

    /// The mean of all channels of the sample that begins at an index.
    float mono(ByteBuffer bytes, int index) {
        float sum = 0;
        for (int channel = 0; channel < channels; channel++) {
            sum += encoding.sample(bytes, index + channel * encoding.octets);
        }
        return sum / channels;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %,d Hz, %s",
                encoding.words,
                sampleRateHz,
                channels == 1 ? "mono" : channels == 2 ? "stereo" : channels + " channels");
    }
}
