package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.app.prompt.Prompt;
import io.milliwatt.engine.app.prompt.Prompts;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the engine sends, decoded by ffmpeg and by gstreamer and compared with what was to be said;
/// and what it loses on purpose, counted by tshark.
@Tag("system")
class DecodedByPeersTest {
    /// Nobody else's, so that the captures have nothing but this.
    private static final String HOST = "127.0.77.1";

    private static final int SIP_PORT = 25_790;
    private static final int FIRST_RTP_PORT = 42_920;
    private static final int PEER_PORT = 42_980;

    private static PeerEngine engine;
    @TempDir private Path folder;

    @BeforeAll
    static void start() throws Exception {
        engine = new PeerEngine(HOST, SIP_PORT, FIRST_RTP_PORT);
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    private static String rtpmap(String codec) {
        return switch (codec) {
            case "PCMU" -> "0 PCMU/8000";
            case "G722" -> "9 G722/8000";
            default -> "96 opus/48000/2";
        };
    }

    /// The description of a far end whose RTP port belongs to the peer, not to the caller.
    private static String description(String codec) {
        String map = rtpmap(codec);
        return """
        v=0
        o=- 1 1 IN IP4 127.0.0.1
        s=-
        c=IN IP4 127.0.0.1
        t=0 0
        m=audio %d RTP/AVP %s
        a=rtpmap:%s
        """
                .formatted(PEER_PORT, map.substring(0, map.indexOf(' ')), map)
                .replace("\n", "\r\n");
    }

    private Process decoder(String peer, String codec, Path heard) throws Exception {
        List<String> command;
        if (peer.equals("ffmpeg")) {
            Command.need("/usr/bin/ffmpeg", "ffmpeg");
            Path sdp = Files.writeString(folder.resolve("peer.sdp"), description(codec));
            command =
                    List.of(
                            "ffmpeg",
                            "-nostdin",
                            "-protocol_whitelist",
                            "file,udp,rtp",
                            "-i",
                            sdp.toString(),
                            "-ac",
                            "1",
                            "-flush_packets",
                            "1",
                            heard.toString());
        } else {
            Command.need("/usr/bin/gst-launch-1.0", "gstreamer1.0-tools");
            String[] map = rtpmap(codec).split("[ /]");
            command =
                    List.of(
                            ("gst-launch-1.0 -q udpsrc address=127.0.0.1 port="
                                            + PEER_PORT
                                            + " caps=application/x-rtp,media=audio,clock-rate="
                                            + map[2]
                                            + ",encoding-name="
                                            + map[1].toUpperCase(java.util.Locale.ROOT)
                                            + ",payload="
                                            + map[0]
                                            + " ! rtpjitterbuffer ! "
                                            + switch (codec) {
                                                case "PCMU" -> "rtppcmudepay ! mulawdec";
                                                case "G722" -> "rtpg722depay ! avdec_g722";
                                                default -> "rtpopusdepay ! opusdec";
                                            }
                                            + " ! audioconvert ! audio/x-raw,format=S16LE,channels=1"
                                            + " ! wavenc ! filesink buffer-mode=unbuffered location="
                                            + heard)
                                    .split(" "));
        }
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
    }

    private static Capture capture(Path folder) throws Exception {
        return new Capture(folder, "lo", HOST, SIP_PORT);
    }

    /// @param leastDb 3 dB under what was measured; Opus keeps what the ear hears, not the waveform
    @ParameterizedTest
    @CsvSource({
        "ffmpeg,PCMU,8000,35",
        "ffmpeg,G722,16000,30",
        "ffmpeg,opus,16000,8",
        "gstreamer,PCMU,8000,35",
        "gstreamer,G722,16000,30",
        "gstreamer,opus,16000,8"
    })
    void peerDecodesThePrompt(String peer, String codec, int bandHz, double leastDb)
            throws Exception {
        Path heard = folder.resolve("heard.wav");
        Process decoder = decoder(peer, codec, heard);
        List<Capture.Stream> streams;
        try (var capture = capture(folder);
                var caller = new TestCaller()) {
            PeerEngine.await(this::peerListens, this::said);
            caller.dial(engine.uri("play"), description(codec));
            caller.answer();
            Thread.sleep(6_000);
            caller.hangUp();
            engine.awaitQuiet();
            streams = capture.judge();
        } finally {
            decoder.destroy();
            assertTrue(decoder.waitFor(5, TimeUnit.SECONDS), "the peer ends");
        }
        var prompt =
                new Sound(Prompts.SAMPLE_RATE_HZ, new Prompts().samples(Prompt.WELCOME)).part(1, 4);
        Likeness likeness = Likeness.of(Sound.read(heard), Likeness.throughBand(prompt, bandHz));
        assertTrue(likeness.signalToNoiseDb() > leastDb, likeness::toString);
        assertEquals(1, streams.size(), streams::toString);
        assertEquals(0, streams.getFirst().lost(), streams::toString);
        assertTrue(streams.getFirst().packets() > 250, streams::toString);
    }

    private boolean peerListens() {
        try {
            return Command.run("ss", "-Hlun", "sport = :" + PEER_PORT).contains(":" + PEER_PORT);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("said"));
        } catch (java.io.IOException failure) {
            return failure.toString();
        }
    }

    @ParameterizedTest
    @CsvSource({"impair-loss-10_seed-7,10", "impair-loss-2_seed-7,2"})
    void tsharkCountsTheLossThatWasAskedFor(String number, double percent) throws Exception {
        int sent = 2_000;
        List<Capture.Stream> streams;
        try (var capture = capture(folder);
                var caller = new TestCaller(InetAddress.getByName(HOST))) {
            caller.dial(engine.uri(number.replace('_', ',')), caller.offer("sendrecv"));
            int port = TestCaller.port(caller.answer());
            for (int i = 0; i < sent; i++) {
                caller.send(TestCaller.rtpPacket(8, i, i * 160L, 0x1234_5678, new byte[160]), port);
                Thread.sleep(1);
            }
            Thread.sleep(200);
            caller.hangUp();
            engine.awaitQuiet();
            streams = capture.judge();
        }
        assertEquals(2, streams.size(), streams::toString);
        // 99.9 % of all seeds are within 3.3 standard deviations
        double deviation = Math.sqrt(sent * percent / 100 * (1 - percent / 100));
        for (Capture.Stream stream : streams) {
            boolean fromEngine =
                    stream.sourcePort() < FIRST_RTP_PORT + 40
                            && stream.sourcePort() >= FIRST_RTP_PORT;
            assertEquals(
                    fromEngine ? sent * percent / 100 : 0,
                    stream.lost(),
                    fromEngine ? 3.3 * deviation : 0,
                    streams::toString);
        }
    }

    @Test
    void judgeSeesWhatIsMissing() throws Exception {
        try (var capture = capture(folder);
                var caller = new TestCaller(InetAddress.getByName(HOST))) {
            caller.dial(engine.uri("echo"), caller.offer("sendrecv"));
            int port = TestCaller.port(caller.answer());
            for (int i = 0; i < 100; i++) {
                if (i % 10 != 5) {
                    caller.send(
                            TestCaller.rtpPacket(8, i, i * 160L, 0x1234_5678, new byte[160]), port);
                }
                Thread.sleep(5);
            }
            caller.hangUp();
            engine.awaitQuiet();
            var streams = capture.judge();
            assertEquals(2, streams.size(), streams::toString);
            streams.forEach(stream -> assertEquals(10, stream.lost(), streams::toString));
        }
    }
}
