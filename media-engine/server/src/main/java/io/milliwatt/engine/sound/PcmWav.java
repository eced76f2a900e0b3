package io.milliwatt.engine.sound;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A WAV file of PCM, 16 bit, mono (Multimedia Programming Interface and Data Specifications 1.0,
/// 1991), as a value.
///
/// @param samples linear 16 bit
public record PcmWav(int sampleRateHz, short[] samples) {
    /// Octets before the samples in what [#header(int, long)] writes.
    public static final int HEADER_SIZE = 44;

    private static final int MIN_RATE_HZ = 8_000;
    private static final int MAX_RATE_HZ = 48_000;
    private static final int FORMAT_PCM = 1;

    /// What a file is instead.
    public static final class FormatException extends Exception {
        private static final long serialVersionUID = 1;

        FormatException(String message) {
            super(message);
        }
    }

    /// Reads a whole file. A data chunk that says more than there is gives what there is.
    ///
    /// @throws FormatException it is another kind of file; the message says which and what to give
    public static PcmWav parse(byte[] file) throws FormatException {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        if (file.length < 12 || !tag(file, 0).equals("RIFF") || !tag(file, 8).equals("WAVE")) {
            throw wrong("this is no WAV file");
        }
        int rate = 0;
        int at = 12;
        while (at + 8 <= file.length) {
            long length = in.getInt(at + 4) & 0xffff_ffffL;
            int body = at + 8;
            if (tag(file, at).equals("fmt ")) {
                rate = checkedRate(in, body, length);
            } else if (tag(file, at).equals("data")) {
                if (rate == 0) {
                    throw wrong("its data comes before its format");
                }
                return new PcmWav(rate, samples(in, body, length));
            }
            long next = body + length + (length & 1);
            if (next > file.length) {
                break;
            }
            at = (int) next;
        }
        throw wrong("it ends before its samples begin");
    }

    private static int checkedRate(ByteBuffer in, int body, long length) throws FormatException {
        if (length < 16 || body + length > in.capacity()) {
            throw wrong("its format is cut off");
        }
        int format = in.getShort(body) & 0xffff;
        int channels = in.getShort(body + 2) & 0xffff;
        int rate = in.getInt(body + 4);
        int bits = in.getShort(body + 14) & 0xffff;
        if (format != FORMAT_PCM || channels != 1 || bits != 16) {
            throw wrong(
                    "it has format "
                            + format
                            + ", "
                            + channels
                            + " channels, "
                            + bits
                            + " bits a sample");
        }
        if (rate < MIN_RATE_HZ || rate > MAX_RATE_HZ) {
            throw wrong("it has " + rate + " samples a second");
        }
        return rate;
    }

    private static short[] samples(ByteBuffer in, int body, long length) {
        int count = (int) Math.min(length, in.capacity() - body) / 2;
        var samples = new short[count];
        in.position(body).slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return samples;
    }

    private static String tag(byte[] file, int at) {
        return new String(file, at, 4, StandardCharsets.ISO_8859_1);
    }

    private static FormatException wrong(String what) {
        return new FormatException(
                what
                        + "; give PCM of 16 bit, mono, 8000 to 48000 samples a second, for example "
                        + "made by: sox in.mp3 -c 1 -r 16000 -b 16 out.wav");
    }

    /// The first [#HEADER_SIZE] octets of a file.
    ///
    /// @param sampleCount how many follow; what does not fit 32 bits is cut
    static ByteBuffer header(int sampleRateHz, long sampleCount) {
        long dataSize = Math.min(2 * sampleCount, 0xffff_ffffL - HEADER_SIZE);
        ByteBuffer out = ByteBuffer.allocate(HEADER_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.put("RIFF".getBytes(StandardCharsets.ISO_8859_1));
        out.putInt((int) (HEADER_SIZE - 8 + dataSize));
        out.put("WAVEfmt ".getBytes(StandardCharsets.ISO_8859_1));
        out.putInt(16).putShort((short) FORMAT_PCM).putShort((short) 1).putInt(sampleRateHz);
        out.putInt(2 * sampleRateHz).putShort((short) 2).putShort((short) 16);
        out.put("data".getBytes(StandardCharsets.ISO_8859_1)).putInt((int) dataSize);
        return out.flip();
    }

    /// The whole file.
    public byte[] toBytes() {
        ByteBuffer out =
                ByteBuffer.allocate(HEADER_SIZE + 2 * samples.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
        out.put(header(sampleRateHz, samples.length));
        out.asShortBuffer().put(samples);
        return out.array();
    }
}
