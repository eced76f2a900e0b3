package io.milliwatt.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// baresip as a foreign phone, tshark as the judge of what went over the wire.
@Tag("system")
class ForeignPhoneTest {
    private static final double TONE_HZ = 440;

    @Test
    void baresipHearsItsOwnToneFromTheContainerAndTsharkSeesNothingLost(@TempDir Path folder)
            throws Exception {
        Needs.docker();
        Needs.program("baresip", "baresip-core");
        Needs.program("tcpdump", "tcpdump");
        Needs.program("tshark", "tshark");
        try (var engine = RunningEngine.start("docker", "acc-baresip", 25_176, "42660-42669")) {
            Path capture = folder.resolve("call.pcap");
            var dump =
                    Shell.start(
                            Map.of(),
                            List.of(
                                    "tcpdump",
                                    "-i",
                                    "docker0",
                                    "-n",
                                    "-U",
                                    "-w",
                                    capture.toString(),
                                    "udp portrange 42660-42669 or udp port 25176"));
            awaitText(dump.err(), "listening on");
            Shell.Result said;
            try {
                said = callWithBaresip(engine, folder);
            } finally {
                dump.process().destroy();
                Shell.finish(dump);
            }
            Path recording;
            try (var files = Files.list(folder)) {
                recording =
                        files.filter(file -> file.getFileName().toString().endsWith("-dec.wav"))
                                .findFirst()
                                .orElseThrow(() -> new AssertionError("no recording: " + said));
            }
            assertHoldsTheTone(recording);
            assertNothingLost(capture);
        }
    }

    private static Shell.Result callWithBaresip(RunningEngine engine, Path folder)
            throws Exception {
        return Shell.finish(Shell.start(Map.of(), baresip(engine, folder, 7)));
    }

    /// The command of a baresip that calls `echo` in PCMU or PCMA.
    ///
    /// @param folder gets its configuration
    static List<String> baresip(RunningEngine engine, Path folder, int seconds) throws IOException {
        Files.writeString(folder.resolve("config"), config(engine.address(), folder));
        Files.writeString(
                folder.resolve("accounts"),
                "<sip:alice@"
                        + engine.address()
                        + ":25178;transport=udp>;regint=0;audio_codecs=PCMU,PCMA\n");
        Files.writeString(folder.resolve("contacts"), "");
        return List.of(
                "sh",
                "-c",
                // baresip ends at the end of its standard input
                "sleep 8 | timeout 20 baresip -4 -f "
                        + folder
                        + " -e '/dial "
                        + engine.uri("echo")
                        + "' -t "
                        + seconds);
    }

    /// The configuration of a baresip without sound, which sends a tone.
    static String config(String address, Path folder) {
        return """
        poll_method epoll
        sip_listen ADDRESS:25178
        call_local_timeout 120
        call_max_calls 4
        audio_path /usr/share/baresip
        audio_source ausine,440
        audio_player aubridge,rx
        audio_alert aubridge,alert
        ausrc_srate 48000
        auplay_srate 48000
        ausrc_channels 2
        auplay_channels 1
        ausrc_format s16
        auplay_format s16
        auenc_format s16
        audec_format s16
        audio_buffer 20-160
        rtp_ports 25180-25190
        jitter_buffer_delay 5-10
        net_interface ADDRESS
        module_path MODULES
        module stdio.so
        module g711.so
        module ausine.so
        module aubridge.so
        module sndfile.so
        snd_path FOLDER
        module_tmp uuid.so
        module_tmp account.so
        module_app menu.so
        """
                .replace("ADDRESS", address)
                .replace("FOLDER", folder.toString())
                .replace(
                        "MODULES",
                        Files.isDirectory(Path.of("/usr/lib/baresip/modules"))
                                ? "/usr/lib/baresip/modules"
                                : "/usr/lib/x86_64-linux-gnu/baresip/modules");
    }

    /// The second second before the end holds the tone and hardly anything else.
    private static void assertHoldsTheTone(Path recording) throws Exception {
        try (var audio = AudioSystem.getAudioInputStream(recording.toFile())) {
            float rate = audio.getFormat().getSampleRate();
            byte[] bytes = audio.readAllBytes();
            int frame = audio.getFormat().getFrameSize();
            int second = (int) rate;
            int from = bytes.length / frame - 2 * second;
            assertTrue(
                    from > 0, "the recording is only " + bytes.length / frame / rate + " s long");
            double[] samples = new double[second];
            for (int i = 0; i < second; i++) {
                int at = (from + i) * frame;
                samples[i] = (short) (bytes[at] & 0xff | bytes[at + 1] << 8);
            }
            double tone = amplitude(samples, TONE_HZ, rate);
            double rms = 0;
            for (double sample : samples) {
                rms += sample * sample / second;
            }
            rms = Math.sqrt(rms);
            assertTrue(rms > 500, "silence: RMS " + rms);
            assertTrue(tone / Math.sqrt(2) > 0.95 * rms, "tone " + tone + ", all RMS " + rms);
        }
    }

    private static double amplitude(double[] samples, double frequencyHz, double rate) {
        double real = 0;
        double imaginary = 0;
        for (int i = 0; i < samples.length; i++) {
            double angle = 2 * Math.PI * frequencyHz * i / rate;
            real += samples[i] * Math.cos(angle);
            imaginary += samples[i] * Math.sin(angle);
        }
        return 2 * Math.hypot(real, imaginary) / samples.length;
    }

    private static void assertNothingLost(Path capture) throws Exception {
        var result =
                Shell.run(
                        "tshark",
                        "-n",
                        "--enable-heuristic",
                        "rtp_udp",
                        "-q",
                        "-z",
                        "rtp,streams",
                        "-r",
                        capture.toString());
        assertEquals(0, result.status(), result.toString());
        // ... PCMU  350  0 (0.0%)  ...
        var row = Pattern.compile("g711[UA]\\s+(\\d+)\\s+(-?\\d+) \\(");
        int streams = 0;
        for (String line : result.out().lines().toList()) {
            var matcher = row.matcher(line);
            if (matcher.find()) {
                streams++;
                assertTrue(Integer.parseInt(matcher.group(1)) > 200, line);
                assertEquals("0", matcher.group(2), line);
            }
        }
        assertTrue(streams >= 2, "streams both ways: " + result.out());
        var malformed = Shell.run("tshark", "-n", "-r", capture.toString(), "-Y", "_ws.malformed");
        assertEquals("", malformed.out());
    }

    private static void awaitText(Path file, String text) throws Exception {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!Files.readString(file).contains(text)) {
            assertTrue(System.nanoTime() < end, "did not say \"" + text + "\" within 10 s");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
