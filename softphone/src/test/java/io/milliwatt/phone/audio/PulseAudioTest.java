package io.milliwatt.phone.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The phone's sound devices on a real sound server without a card.
@Tag("system")
@Timeout(90)
class PulseAudioTest {
    private static final double SPOKEN_HZ = 1004;
    private static final double HEARD_HZ = 700;

    private static final double TOLERANCE_DB = 0.3;

    @TempDir Path directory;
    private PulseServer server;

    @BeforeEach
    void startServer() throws Exception {
        assumeTrue(
                PulseServer.installed(),
                "PulseAudio is not installed: apt-get install pulseaudio pulseaudio-utils"
                        + " libasound2-plugins");
        server = PulseServer.start(directory);
    }

    @AfterEach
    void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private static void awaitOpen(BufferedReader output) throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("open")) {
                return;
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the probe did not open its device: " + said);
    }

    private static long number(String words, List<String> output) {
        Pattern pattern = Pattern.compile(words + "\\s*(\\d+)");
        return output.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> Long.parseLong(matcher.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no \"" + words + "\" in " + output));
    }

    @Test
    void devicesAreListed() throws Exception {
        Process probe = server.probe("list");
        List<String> output = probe.inputReader().lines().toList();
        assertEquals(0, probe.waitFor(), output.toString());
        assertTrue(output.stream().anyMatch(line -> line.startsWith("input ")), output.toString());
        assertTrue(output.stream().anyMatch(line -> line.startsWith("output ")), output.toString());
    }

    @Test
    void toneSpokenArrivesAtTheSpeaker() throws Exception {
        Process probe = server.probe("speak", Double.toString(SPOKEN_HZ));
        BufferedReader output = probe.inputReader();
        awaitOpen(output);
        short[] heard = server.record("spk.monitor", 8000, 16_000);
        List<String> said = output.lines().toList();
        assertEquals(0, probe.waitFor(), said.toString());
        assertEquals(0, median(heard, SPOKEN_HZ), TOLERANCE_DB, said.toString());
        assertTrue(median(heard, 2 * SPOKEN_HZ) < -50, "no distortion");
        assertTrue(number("close ms", said) < 200, said.toString());
        assertTrue(said.contains("problem Optional.empty"), said.toString());
    }

    @Test
    void toneIntoTheMicrophoneIsHeard() throws Exception {
        Path tone = directory.resolve("tone.raw");
        Files.write(tone, toneBytes(20));
        server.program(
                "pacat", "--device=mic", "--rate=8000", "--channels=1", "--raw", tone.toString());
        Path heardFile = directory.resolve("heard.wav");
        Process probe = server.probe("hear", heardFile.toString());
        List<String> said = probe.inputReader().lines().toList();
        assertEquals(0, probe.waitFor(), said.toString());
        WavSource recording = WavSource.open(heardFile);
        short[] heard = Signals.read(recording, (int) (recording.duration().toMillis() / 20));
        short[] steady = Arrays.copyOfRange(heard, 8000, heard.length);
        assertEquals(-6, median(steady, HEARD_HZ), TOLERANCE_DB, said.toString());
        assertTrue(median(steady, 2 * HEARD_HZ) < -50, "no distortion");
        assertTrue(number("close ms", said) < 200, said.toString());
        assertTrue(said.contains("problem none"), said.toString());
    }

    @Test
    void soundServerThatDiesIsSilenceAndASentence() throws Exception {
        Process probe = server.probe("lose", directory.resolve("heard.wav").toString());
        BufferedReader output = probe.inputReader();
        awaitOpen(output);
        server.record("mic.monitor", 0, 8000); // a second of the call
        server.kill();
        List<String> said = output.lines().toList();
        assertEquals(0, probe.waitFor(), said.toString());
        assertTrue(said.contains("last frame silent true"), said.toString());
        assertTrue(
                said.stream().anyMatch(line -> line.startsWith("problem The microphone ")),
                said.toString());
        assertTrue(number("longest read ms", said) < 100, said.toString());
        assertTrue(number("close ms", said) < 200, said.toString());
    }

    /// The level in dBm0 of the median of all tenths of a second: a busy machine loses a frame now
    /// and then, which would shift the phase within a longer stretch.
    private static double median(short[] samples, double frequencyHz) {
        int tenth = AudioFrame.SAMPLE_RATE_HZ / 10;
        double[] levels =
                IntStream.range(0, samples.length / tenth)
                        .mapToObj(n -> Arrays.copyOfRange(samples, n * tenth, (n + 1) * tenth))
                        .mapToDouble(part -> Signals.levelDbm0(part, frequencyHz))
                        .sorted()
                        .toArray();
        return levels[levels.length / 2];
    }

    private static byte[] toneBytes(int seconds) {
        ByteBuffer bytes = WavBytes.littleEndian(2 * 8000 * seconds);
        for (short sample : Signals.read(new ToneSource(HEARD_HZ, -6), 50 * seconds)) {
            bytes.putShort(sample);
        }
        return bytes.array();
    }
}
