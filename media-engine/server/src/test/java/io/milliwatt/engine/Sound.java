package io.milliwatt.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// What a peer recorded.
///
/// @param samples of the first channel
record Sound(int sampleRateHz, short[] samples) {
    private static final int WINDOWS_A_SECOND = 4;

    /// Reads a WAV file of 16 bit, any number of channels, complete or not.
    static Sound read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int at = 12;
        int channels = 1;
        int rate = 8_000;
        while (at + 8 <= bytes.length) {
            String tag = new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
            if (tag.equals("fmt ")) {
                channels = in.getShort(at + 10);
                rate = in.getInt(at + 12);
            } else if (tag.equals("data")) {
                var samples = new short[(bytes.length - at - 8) / (2 * channels)];
                for (int i = 0; i < samples.length; i++) {
                    samples[i] = in.getShort(at + 8 + 2 * channels * i);
                }
                return new Sound(rate, samples);
            }
            at += 8 + in.getInt(at + 4);
        }
        return new Sound(rate, new short[0]);
    }

    double seconds() {
        return (double) samples.length / sampleRateHz;
    }

    /// A part of it, in seconds from its begin.
    Sound part(double from, double to) {
        return new Sound(
                sampleRateHz,
                Arrays.copyOfRange(
                        samples,
                        Math.min(samples.length, (int) (from * sampleRateHz)),
                        Math.min(samples.length, (int) (to * sampleRateHz))));
    }

    /// The last seconds of it, but the very end.
    Sound last(double seconds) {
        return part(Math.max(0, seconds() - seconds - 0.3), seconds() - 0.3);
    }

    /// Share of one frequency in the energy, 0 to 1: Goertzel's algorithm on windows of 250 ms, of
    /// which the median is taken, so that neither begin nor end of the call counts.
    double share(double frequencyHz) {
        int window = sampleRateHz / WINDOWS_A_SECOND;
        double[] shares = new double[samples.length / window == 0 ? 1 : samples.length / window];
        for (int i = 0; i < samples.length / window; i++) {
            shares[i] = share(i * window, window, frequencyHz);
        }
        Arrays.sort(shares);
        return shares[shares.length / 2];
    }

    private double share(int from, int count, double frequencyHz) {
        double w = 2 * Math.PI * frequencyHz / sampleRateHz;
        double re = 0;
        double im = 0;
        double energy = 1; // of one bit: silence has no share of anything
        for (int i = from; i < from + count; i++) {
            re += samples[i] * Math.cos(w * i);
            im += samples[i] * Math.sin(w * i);
            energy += (double) samples[i] * samples[i];
        }
        return 2 * (re * re + im * im) / (energy * count);
    }
}
