package io.milliwatt.engine;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A baresip of its own process, without sound devices: its microphone is a sine, what it hears
/// goes to a file, and it is told what to do over its control port.
final class Baresip implements Peer, AutoCloseable {
    private static final String PROGRAM = "/usr/bin/baresip";
    private static final long START_MILLIS = 10_000;

    private final Path folder;
    private final Process process;
    private final Socket control;

    /// Starts it and waits until it listens.
    ///
    /// @param sipPort and the four ports above are its own
    /// @param toneHz what it says
    /// @param account its account, as baresip writes them
    Baresip(Path parent, int sipPort, int toneHz, String account) throws Exception {
        Command.need(PROGRAM, "baresip-core");
        folder = Files.createTempDirectory(parent, "baresip");
        Files.writeString(
                folder.resolve("config"),
                """
                poll_method epoll
                sip_listen 127.0.0.1:%d
                call_local_timeout 2
                audio_path /nowhere
                audio_source ausine,%d
                audio_player aubridge,rx
                audio_alert aubridge,alert
                ausrc_srate 48000
                auplay_srate 48000
                ausrc_channels 2
                auplay_channels 1
                net_interface 127.0.0.1
                module_path /usr/lib/baresip/modules
                module opus.so
                module g722.so
                module g711.so
                module ausine.so
                module aubridge.so
                module sndfile.so
                snd_path %s
                module srtp.so
                module_tmp uuid.so
                module_tmp account.so
                module_app menu.so
                module_app ctrl_tcp.so
                ctrl_tcp_listen 127.0.0.1:%d
                """
                        .formatted(sipPort, toneHz, folder, sipPort + 4));
        Files.writeString(folder.resolve("accounts"), account + "\n");
        Files.writeString(folder.resolve("contacts"), "");
        process =
                new ProcessBuilder(PROGRAM, "-4", "-f", folder.toString(), "-t", "60")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("said").toFile())
                        .start();
        control = connect(sipPort + 4);
    }

    private Socket connect(int port) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (ConnectException refused) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    process.destroyForcibly();
                    throw new IOException("baresip does not listen: " + said(), refused);
                }
                Thread.sleep(50);
            }
        }
    }

    /// Tells it to do something; its answer is in what it says.
    void tell(String command, String parameter) throws IOException {
        String message = "{\"command\":\"" + command + "\",\"params\":\"" + parameter + "\"}";
        // a netstring; baresip wants it in one piece
        control.getOutputStream()
                .write((message.length() + ":" + message + ",").getBytes(StandardCharsets.UTF_8));
    }

    void dial(String uri) throws IOException {
        tell("dial", uri);
    }

    @Override
    public String said() {
        try {
            return Files.readString(folder.resolve("said"), StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    /// Ends it and returns what it heard in its last call.
    Sound quitAndListen() throws Exception {
        close();
        try (var files = Files.list(folder)) {
            List<Path> recordings =
                    files.filter(file -> file.toString().endsWith("-dec.wav")).sorted().toList();
            if (recordings.isEmpty()) {
                throw new AssertionError("it heard nothing: " + said());
            }
            return Sound.read(recordings.getLast());
        }
    }

    @Override
    public void close() throws Exception {
        process.destroy(); // by SIGTERM, upon which it hangs up and takes its registration back
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        control.close();
    }
}
