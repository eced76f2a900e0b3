package io.milliwatt.phone.audio;

import io.milliwatt.phone.audio.AudioFileException.Problem;
import io.milliwatt.phone.audio.WavFormat.Encoding;
import io.milliwatt.protocol.audio.Resampler;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one RIFF/WAVE file (Multimedia Programming Interface and Data Specifications 1.0, 1991,
/// with WAVE_FORMAT_EXTENSIBLE) front to back, mixes it to mono and brings it to 8,000 samples a
/// second. No length is believed before the bytes were seen to be there; what is kept is bounded by
/// [#MAX_SECONDS].
final class WavReader {
    static final int MAX_SECONDS = 600;
    static final long MAX_FILE_BYTES = 1L << 30;

    private static final String INSTEAD =
            "give a PCM WAV file, for example made by: sox in.mp3 -r 8000 -c 1 -b 16 out.wav";
    private static final int MAX_CHUNKS = 10_000;
    private static final int MAX_FORMAT_BYTES = 1024;
    private static final int BLOCK_BYTES = 65_536;
    // programs that write to a pipe cannot know the length: ffmpeg leaves all ones, sox 0x7ffff000
    private static final long UNKNOWN_LENGTH_FROM = 0x7fff_f000L;
    private static final Map<Integer, String> OTHER_ENCODINGS =
            Map.of(
                    0x02, "Microsoft ADPCM",
                    0x11, "IMA ADPCM",
                    0x31, "GSM 06.10",
                    0x45, "G.726 ADPCM",
                    0x50, "MPEG audio",
                    0x55, "MP3",
                    0x64, "G.726 ADPCM",
                    0xff, "AAC");

    private final Path file;
    private final InputStream in;
    private long left;

    /// What a file gave.
    ///
    /// @param samples mono, 8,000 a second
    record Audio(WavFormat format, short[] samples) {}

    private WavReader(Path file, InputStream in, long size) {
        this.file = file;
        this.in = in;
        this.left = size;
    }

    /// @param in the file's bytes, buffered, at the beginning
    /// @param size how many bytes it has; no more are read
    static Audio read(Path file, InputStream in, long size) throws AudioFileException {
        try {
            return new WavReader(file, in, size).read();
        } catch (EOFException shrunk) {
            throw new AudioFileException(
                    Problem.TRUNCATED, file, file + " became shorter while it was read; try again");
        } catch (IOException failure) {
            throw new AudioFileException(
                    Problem.FAILED,
                    file,
                    file + " cannot be read: " + failure.getMessage() + "; copy it elsewhere");
        }
    }

    private Audio read() throws IOException, AudioFileException {
        if (left == 0) {
            throw problem(Problem.EMPTY, " is empty; " + INSTEAD);
        }
        byte[] begin = take((int) Math.min(12, left));
        if (begin.length < 12 || !tag(begin, 0).equals("RIFF") || !tag(begin, 8).equals("WAVE")) {
            throw problem(Problem.NOT_WAV, " is no WAV file: " + begins(begin) + "; " + INSTEAD);
        }
        WavFormat format = null;
        for (int chunks = 0; chunks < MAX_CHUNKS && left >= 8; chunks++) {
            ByteBuffer header = littleEndian(take(8));
            String name = tag(header.array(), 0);
            long length = header.getInt(4) & 0xffff_ffffL;
            if (name.equals("fmt ")) {
                format = format(length);
            } else if (name.equals("data")) {
                return audio(format, length);
            } else if (length > left) {
                break;
            } else {
                skip(length);
            }
            skip(Math.min(left, length & 1)); // chunks begin at even offsets
        }
        throw problem(
                Problem.TRUNCATED,
                " is a WAV file that ends before its audio begins (it has no data chunk); "
                        + INSTEAD);
    }

    private WavFormat format(long length) throws IOException, AudioFileException {
        if (length < 16 || length > MAX_FORMAT_BYTES) {
            throw broken("its format chunk says it has " + length + " bytes, it needs 16 to 1024");
        }
        if (length > left) {
            throw broken("it ends within its format chunk");
        }
        ByteBuffer chunk = littleEndian(take((int) length));
        int code = chunk.getShort(0) & 0xffff;
        int channels = chunk.getShort(2) & 0xffff;
        long rate = chunk.getInt(4) & 0xffff_ffffL;
        int blockBytes = chunk.getShort(12) & 0xffff;
        int bits = chunk.getShort(14) & 0xffff;
        if (code == 0xfffe && length >= 26) {
            code = chunk.getShort(24) & 0xffff; // the sub-format's identifier begins with the code
        }
        Encoding encoding = encoding(code, bits);
        if (rate < 4000 || rate > 192_000) {
            throw unsupported(rate + " samples a second; the phone reads 4000 to 192000");
        }
        if (channels == 0) {
            throw broken("its header says it has 0 channels");
        }
        if (blockBytes != channels * encoding.octets()) {
            throw broken(
                    String.format(
                            Locale.ROOT,
                            "its header says %d channels of %d bytes make blocks of %d bytes",
                            channels,
                            encoding.octets(),
                            blockBytes));
        }
        return new WavFormat(encoding, channels, (int) rate, blockBytes);
    }

    private Encoding encoding(int code, int bits) throws AudioFileException {
        Optional<Encoding> encoding =
                switch (code) {
                    case 1 ->
                            switch (bits) {
                                case 8 -> Optional.of(Encoding.PCM_8);
                                case 16 -> Optional.of(Encoding.PCM_16);
                                case 24 -> Optional.of(Encoding.PCM_24);
                                case 32 -> Optional.of(Encoding.PCM_32);
                                default -> Optional.empty();
                            };
                    case 3 ->
                            switch (bits) {
                                case 32 -> Optional.of(Encoding.FLOAT_32);
                                case 64 -> Optional.of(Encoding.FLOAT_64);
                                default -> Optional.empty();
                            };
                    case 6 -> bits == 8 ? Optional.of(Encoding.A_LAW) : Optional.empty();
                    case 7 -> bits == 8 ? Optional.of(Encoding.MU_LAW) : Optional.empty();
                    default ->
                            throw unsupported(
                                    OTHER_ENCODINGS.getOrDefault(
                                            code,
                                            String.format("an unknown encoding (0x%04x)", code)));
                };
        if (encoding.isEmpty()) {
            throw unsupported("samples of " + bits + " bit in encoding " + code);
        }
        return encoding.get();
    }

    private Audio audio(@Nullable WavFormat format, long length)
            throws IOException, AudioFileException {
        if (format == null) {
            throw broken("its data chunk comes before its format chunk");
        }
        boolean unknownLength = length == 0 || length >= UNKNOWN_LENGTH_FROM;
        if (length > left && !unknownLength) {
            throw problem(
                    Problem.TRUNCATED,
                    String.format(
                            Locale.ROOT,
                            " is cut off: its header promises %,d bytes of audio, %,d are there;"
                                    + " get it again, or play what is left: sox --ignore-length"
                                    + " in.wav out.wav",
                            length,
                            left));
        }
        long blocks = (unknownLength ? left : length) / format.blockBytes();
        if (blocks == 0) {
            throw problem(Problem.EMPTY, " holds no audio; " + INSTEAD);
        }
        if (blocks > (long) MAX_SECONDS * format.sampleRateHz()) {
            throw problem(
                    Problem.TOO_LONG,
                    String.format(
                            Locale.ROOT,
                            " lasts %,d s, the phone plays at most %d s; shorten it: sox in.wav"
                                    + " out.wav trim 0 %d",
                            blocks / format.sampleRateHz(),
                            MAX_SECONDS,
                            MAX_SECONDS));
        }
        return new Audio(format, decode(format, blocks));
    }

    private short[] decode(WavFormat format, long blocks) throws IOException {
        int rate = format.sampleRateHz();
        int blocksAtOnce = Math.max(1, BLOCK_BYTES / format.blockBytes());
        float[] mono = new float[blocksAtOnce];
        Optional<Resampler> resampler =
                rate == AudioFrame.SAMPLE_RATE_HZ
                        ? Optional.empty()
                        : Optional.of(new Resampler(rate, AudioFrame.SAMPLE_RATE_HZ));
        float[] output = resampler.map(r -> new float[r.maxOutput(blocksAtOnce)]).orElse(mono);
        short[] samples =
                new short[Math.toIntExact((blocks * AudioFrame.SAMPLE_RATE_HZ + rate - 1) / rate)];
        int written = 0;
        while (blocks > 0) {
            int count = (int) Math.min(blocks, blocksAtOnce);
            ByteBuffer bytes = littleEndian(take(count * format.blockBytes()));
            for (int i = 0; i < count; i++) {
                mono[i] = format.mono(bytes, i * format.blockBytes());
            }
            int given =
                    resampler.isPresent() ? resampler.get().resample(mono, count, output) : count;
            written = append(output, given, samples, written);
            blocks -= count;
        }
        if (resampler.isPresent()) {
            float[] tail = new float[resampler.get().maxOutput(0)];
            append(tail, resampler.get().finish(tail), samples, written);
        }
        return samples;
    }

    private static int append(float[] from, int count, short[] to, int at) {
        int taken = Math.min(count, to.length - at);
        for (int i = 0; i < taken; i++) {
            to[at + i] = AudioFrame.sample(from[i]);
        }
        return at + taken;
    }

    private byte[] take(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        left -= count;
        return bytes;
    }

    private void skip(long count) throws IOException {
        in.skipNBytes(count);
        left -= count;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String tag(byte[] bytes, int offset) {
        return new String(bytes, offset, 4, StandardCharsets.ISO_8859_1);
    }

    private AudioFileException broken(String why) {
        return problem(Problem.BROKEN, " is a broken WAV file: " + why + "; " + INSTEAD);
    }

    private AudioFileException unsupported(String what) {
        return problem(Problem.UNSUPPORTED, " is a WAV file with " + what + "; " + INSTEAD);
    }

    private AudioFileException problem(Problem problem, String message) {
        return new AudioFileException(problem, file, file + message);
    }

    /// What it is instead, or its first bytes: as text where they are, else as hexadecimal.
    private static String begins(byte[] bytes) {
        byte[] first = Arrays.copyOf(bytes, Math.min(bytes.length, 12));
        String text = new String(first, StandardCharsets.ISO_8859_1);
        String shown =
                text.chars().allMatch(c -> c >= ' ' && c <= '~')
                        ? "it begins with \"" + text + "\""
                        : "it begins with the bytes " + HexFormat.ofDelimiter(" ").formatHex(first);
        return kind(text).map(kind -> "it looks like " + kind).orElse(shown);
    }

    private static Optional<String> kind(String text) {
        if (text.startsWith("ID3") || text.startsWith("\u00ff\u00fb")) {
            return Optional.of("an MP3 file");
        } else if (text.startsWith("OggS")) {
            return Optional.of("an Ogg file");
        } else if (text.startsWith("fLaC")) {
            return Optional.of("a FLAC file");
        } else if (text.startsWith("FORM")) {
            return Optional.of("an AIFF file");
        } else if (text.startsWith("RF64") || text.startsWith("RIFX")) {
            return Optional.of("the variant " + text.substring(0, 4) + " of WAV");
        } else if (text.startsWith(".snd")) {
            return Optional.of("an AU file");
        } else if (text.startsWith("ftyp", Math.min(4, text.length()))) {
            return Optional.of("an MP4 file");
        }
        return Optional.empty();
    }
}
