package io.milliwatt.phone;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A baresip without sound card, which answers every call with a sine of 440 Hz and takes commands.
final class Baresip implements AutoCloseable {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String CONFIG =
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
            ausrc_format s16
            auplay_format s16
            auenc_format s16
            audec_format s16
            audio_buffer 20-160
            rtp_ports 30400-30500
            net_interface 127.0.0.1
            module_path /usr/lib/baresip/modules
            module stdio.so
            module g711.so
            module ausine.so
            module aubridge.so
            module_tmp uuid.so
            module_tmp account.so
            module_app menu.so
            module_app ctrl_tcp.so
            ctrl_tcp_listen 127.0.0.1:%d
            """;

    private final int sipPort;
    private final int controlPort;
    private final Process process;

    Baresip(Path folder) throws IOException {
        try (DatagramSocket sip = new DatagramSocket(0, LOOPBACK);
                ServerSocket control = new ServerSocket(0, 1, LOOPBACK)) {
            sipPort = sip.getLocalPort();
            controlPort = control.getLocalPort();
        }
        Path conf = Files.createDirectory(folder.resolve("baresip-" + sipPort));
        Files.writeString(conf.resolve("config"), CONFIG.formatted(sipPort, controlPort));
        Files.writeString(
                conf.resolve("accounts"),
                "<sip:sine@127.0.0.1:%d;transport=udp>;regint=0;answermode=auto;audio_codecs=PCMU,PCMA\n"
                        .formatted(sipPort));
        Files.writeString(conf.resolve("contacts"), "");
        process =
                new ProcessBuilder("/usr/bin/baresip", "-4", "-f", conf.toString(), "-t", "40")
                        .redirectErrorStream(true)
                        .redirectOutput(conf.resolve("output").toFile())
                        .start();
    }

    int sipPort() {
        return sipPort;
    }

    /// Carries out a command of its menu, such as `dial` or `transfer`.
    void command(String name, String parameter) throws IOException {
        String json =
                "{\"command\":\"" + name + "\",\"params\":\"" + parameter + "\",\"token\":\"t\"}";
        try (Socket socket = new Socket(LOOPBACK, controlPort)) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write((json.length() + ":" + json + ",").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            if (socket.getInputStream().read() < 0) {
                throw new IOException("baresip closed its control connection");
            }
        }
    }

    /// Whether it takes commands.
    boolean listens() {
        try (Socket _ = new Socket(LOOPBACK, controlPort)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
