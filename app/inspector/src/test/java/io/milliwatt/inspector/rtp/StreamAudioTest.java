package io.milliwatt.inspector.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.Frames;
import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.codec.AudioEncoder;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.AudioEncodings;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.protocol.srtp.SrtpSender;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamAudioTest {
    private static final Endpoint SOURCE =
            new Endpoint(Datagram.address(0, Datagram.IPV4_MAPPED | 0x0a00_0001), 4000);
    private static final Endpoint RECEIVER =
            new Endpoint(Datagram.address(0, Datagram.IPV4_MAPPED | 0x0a00_0002), 5000);
    private static final StreamKey KEY = new StreamKey(0, SOURCE, RECEIVER, 7);
    private static final SrtpMasterKey SECRET =
            SrtpMasterKey.of(
                    SrtpSuite.AES_CM_128_HMAC_SHA1_80,
                    Bytes.of(new byte[16]),
                    Bytes.of(new byte[14]));

    @TempDir Path folder;
    private final MediaHints hints = new MediaHints();
    private final ByteBuffer heard = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);

    private StreamAudio play(List<byte[]> packets, Optional<SrtpMasterKey> key) throws IOException {
        StreamAudio audio =
                new StreamAudio(
                        KEY,
                        hints,
                        key,
                        (samples, count) -> {
                            for (int i = 0; i < count; i++) {
                                heard.putShort(samples[i]);
                            }
                        });
        feed(audio, packets);
        return audio;
    }

    private static void feed(StreamAudio audio, List<byte[]> packets) throws IOException {
        Datagram datagram = new Datagram();
        long frame = 0;
        for (byte[] rtp : packets) {
            audio.onDatagram(
                    datagram.seen(0, ++frame, 0)
                            .from(0, Datagram.IPV4_MAPPED | 0x0a00_0001, 4000)
                            .to(0, Datagram.IPV4_MAPPED | 0x0a00_0002, 5000)
                            .carrying(rtp, 0, rtp.length, rtp.length));
        }
        audio.finish();
    }

    private short[] heardSamples() {
        short[] samples = new short[heard.position() / 2];
        heard.duplicate().order(ByteOrder.LITTLE_ENDIAN).flip().asShortBuffer().get(samples);
        return samples;
    }

    /// A tone of 400 Hz in packets of 20 ms.
    private static List<byte[]> tone(AudioEncoding encoding, int type, int count) {
        int rate = encoding.sampleRateHz();
        int samples = rate / 50;
        AudioEncoder encoder = encoding.newEncoder();
        List<byte[]> packets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            short[] pcm = new short[samples];
            for (int j = 0; j < samples; j++) {
                double phase = 2 * Math.PI * 400 * (i * samples + j) / rate;
                pcm[j] = (short) Math.round(10_000 * Math.sin(phase));
            }
            byte[] payload = new byte[encoding.maxEncodedSize(samples)];
            int octets = encoder.encode(pcm, 0, samples, payload, 0);
            packets.add(
                    Frames.rtp(
                            type,
                            65_530 + i,
                            (long) encoding.clockRateHz() / 50 * i,
                            7,
                            Arrays.copyOf(payload, octets)));
        }
        return packets;
    }

    private static AudioEncoding encoding(String name, int clock) {
        return AudioEncodings.byRtpMap(name, clock).orElseThrow();
    }

    private static double rms(short[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return Math.sqrt(sum / (to - from));
    }

    @Test
    void decodesEachCodec() throws IOException {
        for (AudioEncoding encoding :
                List.of(
                        encoding("PCMU", 8000),
                        encoding("PCMA", 8000),
                        encoding("G722", 8000),
                        encoding("L16", 16_000),
                        encoding("opus", 48_000))) {
            heard.clear();
            hints.expect(
                    RECEIVER, 100, new MediaFormat(encoding.name(), encoding.clockRateHz(), 1));
            StreamAudio audio = play(tone(encoding, 100, 50), Optional.empty());
            short[] samples = heardSamples();
            assertEquals(encoding.sampleRateHz(), audio.sampleRateHz());
            assertEquals(encoding.sampleRateHz(), samples.length, "a second of " + encoding);
            double level = rms(samples, samples.length / 2, samples.length);
            assertEquals(10_000 / Math.sqrt(2), level, 700, encoding.name());
            assertEquals(List.of(), audio.marks(), encoding.name());
        }
    }

    @Test
    void orderAndDuplicatesAreHeardAsSent() throws IOException {
        List<byte[]> packets = tone(encoding("PCMU", 8000), 0, 40);
        play(packets, Optional.empty());
        short[] asSent = heardSamples();
        heard.clear();
        List<byte[]> mixed = new ArrayList<>(packets);
        Collections.swap(mixed, 10, 11);
        mixed.add(21, mixed.get(20));
        StreamAudio audio = play(mixed, Optional.empty());
        assertArrayEquals(asSent, heardSamples());
        assertEquals(
                List.of(
                        new AudioMark(AudioMark.Kind.LATE, 1600, 0, 12),
                        new AudioMark(AudioMark.Kind.DUPLICATE, 0, 0, 22)),
                audio.marks().stream()
                        .sorted((a, b) -> Long.compare(a.frame(), b.frame()))
                        .toList());
    }

    @Test
    void concealsWhatIsLostAndKeepsTheTime() throws IOException {
        List<byte[]> packets = tone(encoding("PCMU", 8000), 0, 40);
        packets.remove(20);
        StreamAudio audio = play(packets, Optional.empty());
        short[] samples = heardSamples();
        assertEquals(40 * 160, samples.length);
        assertTrue(rms(samples, 3200, 3360) > 4000, "something like the tone is heard");
        assertEquals(List.of(new AudioMark(AudioMark.Kind.LOST, 3200, 160, 21)), audio.marks());
    }

    @Test
    void silenceThatTheSenderDidNotSendIsSilence() throws IOException {
        List<byte[]> packets = new ArrayList<>(tone(encoding("PCMU", 8000), 0, 10));
        packets.add(Frames.rtp(0x80, 65_540, 16_000, 7, new byte[160]));
        StreamAudio audio = play(packets, Optional.empty());
        short[] samples = heardSamples();
        assertEquals(16_160, samples.length);
        assertEquals(0, rms(samples, 1600, 16_000));
        assertEquals(AudioMark.Kind.SILENCE, audio.marks().getFirst().kind());
    }

    @Test
    void decryptsWithTheKeyOfTheSender() throws IOException {
        List<byte[]> packets = tone(encoding("PCMA", 8000), 8, 30);
        play(packets, Optional.empty());
        short[] clear = heardSamples();
        heard.clear();
        SrtpSender sender = new SrtpSender(SECRET);
        List<byte[]> secret = new ArrayList<>();
        for (byte[] rtp : packets) {
            ByteBuffer buffer = ByteBuffer.allocate(rtp.length + 64).put(rtp).flip();
            assertEquals(SrtpResult.OK, sender.protect(buffer));
            secret.add(Arrays.copyOf(buffer.array(), buffer.limit()));
        }
        StreamAudio audio = play(secret, Optional.of(SECRET));
        assertArrayEquals(clear, heardSamples());
        assertEquals(0, audio.forged());
        heard.clear();
        assertEquals(30, play(packets, Optional.of(SECRET)).forged(), "not encrypted at all");
    }

    @Test
    void writesAWavFile() throws IOException {
        Path path = folder.resolve("stream.wav");
        WavFile wav = new WavFile(path);
        StreamAudio audio = new StreamAudio(KEY, hints, Optional.empty(), wav);
        feed(audio, tone(encoding("PCMU", 8000), 0, 50));
        wav.close(audio::sampleRateHz);
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(44 + 16_000, file.capacity());
        assertEquals(36 + 16_000, file.getInt(4), "RIFF length");
        assertEquals(8000, file.getInt(24), "samples a second");
        assertEquals(16_000, file.getInt(40), "data length");
        assertEquals(7071, rmsOf(file), 100);
    }

    private static double rmsOf(ByteBuffer wav) {
        short[] samples = new short[8000];
        wav.position(44).slice().order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
        return rms(samples, 0, samples.length);
    }
}
