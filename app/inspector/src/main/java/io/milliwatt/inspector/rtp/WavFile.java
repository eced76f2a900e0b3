package io.milliwatt.inspector.rtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntSupplier;

/// Writes the sound of a stream as a WAV file: 16 bits, mono. The header is written last, because
/// the rate is known with the first packet and the length with the last.
///
/// ```java
/// WavFile wav = new WavFile(path);
/// StreamAudio audio = new StreamAudio(key, hints, Optional.empty(), wav);
/// file.read(audio);
/// audio.finish();
/// wav.close(audio::sampleRateHz);
/// ```
public final class WavFile implements AudioSink {
    private static final int HEADER = 44;

    /// The length of a WAV file is a number of 32 bits.
    private static final long MOST_OCTETS = 0xffff_ffffL - HEADER;

    private final SeekableByteChannel file;
    private ByteBuffer buffer = ByteBuffer.allocate(16 << 10).order(ByteOrder.LITTLE_ENDIAN);
    private long octets;

    /// Replaces what is there.
    public WavFile(Path path) throws IOException {
        file =
                Files.newByteChannel(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        write(ByteBuffer.allocate(HEADER));
    }

    @Override
    public void onSamples(short[] samples, int count) throws IOException {
        if (octets + 2L * count > MOST_OCTETS) {
            throw new IOException("a WAV file holds 4 GB of sound at most");
        }
        if (buffer.capacity() < 2 * count) {
            buffer = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
        }
        buffer.clear();
        for (int i = 0; i < count; i++) {
            buffer.putShort(samples[i]);
        }
        write(buffer.flip());
        octets += 2L * count;
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    /// Ends the file.
    public void close(IntSupplier sampleRateHz) throws IOException {
        try (file) {
            int rate = sampleRateHz.getAsInt();
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
            header.put("RIFF".getBytes(StandardCharsets.US_ASCII));
            header.putInt((int) (octets + HEADER - 8));
            header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
            header.putInt(16).putShort((short) 1).putShort((short) 1); // PCM, one channel
            header.putInt(rate).putInt(2 * rate).putShort((short) 2).putShort((short) 16);
            header.put("data".getBytes(StandardCharsets.US_ASCII));
            header.putInt((int) octets);
            file.position(0);
            write(header.flip());
        }
    }
}
