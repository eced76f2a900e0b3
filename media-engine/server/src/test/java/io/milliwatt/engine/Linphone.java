package io.milliwatt.engine;

import io.milliwatt.engine.sound.PcmWav;
import io.milliwatt.protocol.audio.ToneGenerator;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A linphonec without sound devices: it says a tone from a file, and what it hears goes to a file.
final class Linphone implements Peer, AutoCloseable {
    private static final int SIP_PORT = 29_060;
    private static final int RATE_HZ = 16_000;

    private final Path folder;
    private final Process process;
    private final Writer commands;

    Linphone(Path parent, NetworkNamespace where, int toneHz) throws Exception {
        Command.need("/usr/bin/linphonec", "linphone-cli");
        folder = Files.createTempDirectory(parent, "linphone");
        Files.createDirectories(folder.resolve(".local/share/linphone"));
        Files.writeString(
                folder.resolve("rc"),
                """
                [sip]
                sip_port=%1$d
                sip_tcp_port=%1$d
                sip_tls_port=0
                [video]
                enabled=0
                capture=0
                display=0
                """
                        .formatted(SIP_PORT));
        var tone = new short[20 * RATE_HZ];
        new ToneGenerator(toneHz, -10, RATE_HZ).fill(tone, 0, tone.length);
        Files.write(folder.resolve("tone.wav"), new PcmWav(RATE_HZ, tone).toBytes());
        var builder =
                new ProcessBuilder("nsenter", where.enter(), "linphonec", "-c", "rc")
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("HOME", folder.toString());
        process = builder.start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        PeerEngine.await(() -> said().contains("linphonec>"), this::said);
        tell("soundcard use files");
        tell("play tone.wav");
        tell("record heard.wav");
    }

    private void tell(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    void call(String uri) throws IOException {
        tell("call " + uri);
    }

    /// Hangs up and returns what it heard.
    Sound hangUpAndListen() throws Exception {
        tell("terminate");
        PeerEngine.await(() -> said().contains("ended (No error)"), this::said);
        return Sound.read(folder.resolve("heard.wav"));
    }

    @Override
    public String said() {
        try {
            return Files.readString(folder.resolve("said"), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    @Override
    public void close() throws Exception {
        tell("quit");
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
