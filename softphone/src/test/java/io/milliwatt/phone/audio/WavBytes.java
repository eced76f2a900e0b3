package io.milliwatt.phone.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Makes WAV files in memory, every octet in the hands of the test.
final class WavBytes {
    static final int PCM = 1;
    static final int FLOAT = 3;
    static final int EXTENSIBLE = 0xfffe;

    private WavBytes() {}

    static byte[] chunk(String name, byte[] content) {
        return chunk(name, content.length, content);
    }

    /// A chunk that says it has that length.
    static byte[] chunk(String name, long length, byte[] content) {
        return littleEndian(8 + content.length + (content.length & 1))
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt((int) length)
                .put(content)
                .array();
    }

    static byte[] format(int code, int channels, int rateHz, int bits) {
        int block = channels * bits / 8;
        return chunk(
                "fmt ",
                littleEndian(16)
                        .putShort((short) code)
                        .putShort((short) channels)
                        .putInt(rateHz)
                        .putInt(rateHz * block)
                        .putShort((short) block)
                        .putShort((short) bits)
                        .array());
    }

    static byte[] riff(byte[]... chunks) {
        int length = 4 + Arrays.stream(chunks).mapToInt(c -> c.length).sum();
        ByteBuffer file = littleEndian(8 + length);
        file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(length);
        file.put("WAVE".getBytes(StandardCharsets.US_ASCII));
        for (byte[] chunk : chunks) {
            file.put(chunk);
        }
        return file.array();
    }

    /// A file with the same samples in every channel.
    static byte[] file(int code, int channels, int rateHz, int bits, double[] samples) {
        ByteBuffer data = littleEndian(samples.length * channels * bits / 8);
        for (double sample : samples) {
            for (int channel = 0; channel < channels; channel++) {
                put(data, code, bits, sample);
            }
        }
        return riff(format(code, channels, rateHz, bits), chunk("data", data.array()));
    }

    static byte[] pcm16(int rateHz, double[] samples) {
        return file(PCM, 1, rateHz, 16, samples);
    }

    private static void put(ByteBuffer data, int code, int bits, double sample) {
        if (code == FLOAT && bits == 64) {
            data.putDouble(sample);
        } else if (code == FLOAT) {
            data.putFloat((float) sample);
        } else if (bits == 8) {
            data.put((byte) Math.round(128 + sample * 127));
        } else {
            long scaled = Math.round(sample * ((1L << (bits - 1)) - 1));
            for (int shift = 0; shift < bits; shift += 8) {
                data.put((byte) (scaled >> shift));
            }
        }
    }

    static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
