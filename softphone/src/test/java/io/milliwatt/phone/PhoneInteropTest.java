package io.milliwatt.phone;

import static io.milliwatt.phone.PhoneRecorder.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.phone.audio.CaptureSink;
import io.milliwatt.phone.audio.SilenceSource;
import io.milliwatt.phone.audio.ToneSource;
import io.milliwatt.sip.SipTransport;
import io.milliwatt.sip.SipUri;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Calls with foreign user agents: what is heard is measured.
@Tag("system")
class PhoneInteropTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final CaptureSink heard = new CaptureSink();
    private final PhoneRecorder events =
            new PhoneRecorder(call -> call.answer(CallOptions.of(new ToneSource(600, -10), heard)));
    @TempDir private Path folder;
    private Phone phone;

    @BeforeEach
    void start() throws PhoneException {
        phone = Phone.start(PhoneConfig.on(LOOPBACK, "alice"), events);
    }

    @AfterEach
    void stop() {
        phone.close();
    }

    private static void needs(String program, String debianPackage) {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin", program)),
                program + " is not installed (package " + debianPackage + ")");
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    private Process start(String... command) throws IOException {
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    /// sipp sends every RTP packet back as it is: what we hear is our own tone, with our own SSRC.
    @Test
    void hearsItsOwnToneFromSippsEcho() throws Exception {
        needs("sipp", "sip-tester");
        for (SipTransport transport : List.of(SipTransport.UDP, SipTransport.TCP)) {
            int port = freePort();
            Process sipp =
                    start(
                            "/usr/bin/sipp",
                            "-sn",
                            "uas",
                            "-i",
                            "127.0.0.1",
                            "-p",
                            String.valueOf(port),
                            "-t",
                            transport == SipTransport.UDP ? "u1" : "t1",
                            "-mi",
                            "127.0.0.1",
                            "-mp",
                            String.valueOf(27_000 + port % 500 * 2),
                            "-rtp_echo",
                            "-nostdin",
                            "-m",
                            "1",
                            "-timeout",
                            "30");
            try {
                CaptureSink echo = new CaptureSink();
                PhoneCall call = dial(port, transport, echo);
                eventually(() -> Tones.endsWithTone(echo.samples(), 440));
                assertEquals(0, call.media().incoming().lost(), () -> call.media().toString());
                call.hangUp();
                assertTrue(sipp.waitFor(10, TimeUnit.SECONDS), "sipp did not end");
                assertEquals(0, sipp.exitValue());
            } finally {
                sipp.destroy();
            }
        }
    }

    /// Dials until the far end is up.
    private PhoneCall dial(int port, SipTransport transport, CaptureSink sink) throws Exception {
        SipUri target = new SipUri("alice", "127.0.0.1", port, Optional.of(transport));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (true) {
            PhoneCall call = phone.call(target, CallOptions.of(new ToneSource(440, -10), sink));
            if (call.awaitConnected(Duration.ofSeconds(5))) {
                return call;
            }
            assertTrue(System.nanoTime() < end, call::toString);
        }
    }

    private Path baresipFolder(int sipPort) throws IOException {
        Path conf = Files.createDirectory(folder.resolve("baresip"));
        String config =
                """
                poll_method epoll
                sip_listen 127.0.0.1:%d
                call_local_timeout 120
                call_max_calls 16
                audio_path /usr/share/baresip
                audio_source ausine,440
                audio_player aubridge,rx
                audio_alert aubridge,alert
                ausrc_srate 48000
                auplay_srate 48000
                ausrc_channels 2
                auplay_channels 1
                audio_level no
                ausrc_format s16
                auplay_format s16
                auenc_format s16
                audec_format s16
                audio_buffer 20-160
                rtp_ports 30200-30300
                rtcp_mux no
                jitter_buffer_delay 5-10
                rtp_stats yes
                net_interface 127.0.0.1
                module_path /usr/lib/baresip/modules
                module stdio.so
                module g711.so
                module ausine.so
                module aubridge.so
                module sndfile.so
                snd_path %s
                module_tmp uuid.so
                module_tmp account.so
                module_app menu.so
                """
                        .formatted(sipPort, folder);
        Files.writeString(conf.resolve("config"), config);
        Files.writeString(
                conf.resolve("accounts"),
                "<sip:alice@127.0.0.1:%d;transport=udp>;regint=0;answermode=auto;audio_codecs=PCMU,PCMA\n"
                        .formatted(sipPort));
        Files.writeString(conf.resolve("contacts"), "");
        return conf;
    }

    private Process baresip(int sipPort, String... more) throws IOException {
        List<String> command =
                new java.util.ArrayList<>(
                        List.of("/usr/bin/baresip", "-4", "-f", baresipFolder(sipPort).toString()));
        command.addAll(Arrays.asList(more));
        return start(command.toArray(String[]::new));
    }

    /// baresip sends a sine of 440 Hz, and records what it hears.
    @Test
    void isHeardByBaresipAndHearsIt() throws Exception {
        needs("baresip", "baresip-core");
        int port = freePort();
        Process baresip = baresip(port, "-t", "20");
        try (OutputStream _ = baresip.getOutputStream()) {
            CaptureSink sink = new CaptureSink();
            PhoneCall call = dial(port, SipTransport.UDP, sink);
            call.setAudio(new ToneSource(1000, -10), sink);
            eventually(() -> Tones.endsWithTone(sink.samples(), 440));
            eventually(() -> call.media().outgoing().packets() > 150);
            assertEquals(0, call.media().incoming().lost(), () -> call.media().toString());
            call.hangUp();
            eventually(() -> recorded(1000));
        } finally {
            baresip.destroy();
        }
    }

    /// Whether baresip's recording of what it decoded holds that tone.
    private boolean recorded(double frequencyHz) {
        try (var files = Files.list(folder)) {
            Path file =
                    files.filter(f -> f.toString().endsWith("dec.wav")).findFirst().orElseThrow();
            byte[] bytes = Files.readAllBytes(file);
            // 44 bytes of header, 16 bit; the sample rate stands at 24
            int rate = (bytes[24] & 0xff) | (bytes[25] & 0xff) << 8 | (bytes[26] & 0xff) << 16;
            int channels = bytes[22];
            short[] samples = new short[(bytes.length - 44) / 2 / channels];
            for (int i = 0; i < samples.length; i++) {
                int at = 44 + 2 * i * channels;
                samples[i] = (short) ((bytes[at] & 0xff) | bytes[at + 1] << 8);
            }
            double scaled = frequencyHz * 8000 / rate;
            int from = samples.length - rate - rate / 4; // its last quarter of a second may be cut
            return from >= 0 && Tones.amplitude(samples, from, rate, scaled) > 0.1;
        } catch (IOException | java.util.NoSuchElementException e) {
            return false;
        }
    }

    /// baresip calls us.
    @Test
    void answersBaresip() throws Exception {
        needs("baresip", "baresip-core");
        Process baresip =
                baresip(
                        freePort(),
                        "-e",
                        "/dial sip:alice@127.0.0.1:" + phone.sipPort(),
                        "-t",
                        "12");
        try (OutputStream _ = baresip.getOutputStream()) {
            PhoneCall call = events.awaitIncoming();
            assertTrue(call.awaitConnected(Duration.ofSeconds(5)), call::toString);
            eventually(() -> Tones.endsWithTone(heard.samples(), 440));
            call.hold();
            call.resume();
            eventually(() -> call.state().equals(new PhoneCallState.Connected(false, false)));
            assertTrue(events.problems.isEmpty(), events.problems::toString);
            call.setAudio(new SilenceSource(), new CaptureSink());
            call.hangUp();
            assertTrue(call.awaitEnded(Duration.ofSeconds(2)));
        } finally {
            baresip.destroy();
        }
    }
}
