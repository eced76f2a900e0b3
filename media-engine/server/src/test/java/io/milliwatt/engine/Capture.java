package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What went over an interface, and tshark as the judge of it.
final class Capture implements AutoCloseable {
    private static final int DISCARD_PORT = 9;

    /// Source and its port, destination and its port, payload, packets, lost.
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\s*[\\d.]+\\s+[\\d.]+\\s+(\\S+)\\s+(\\d+)\\s+(\\S+)\\s+(\\d+)"
                            + "\\s+0x\\w+\\s+(\\S.*?)\\s+(\\d+)\\s+(-?\\d+) \\(.*");

    /// One RTP stream, as tshark counts it.
    ///
    /// @param lost gaps in the sequence numbers
    record Stream(int sourcePort, int destinationPort, String payload, long packets, long lost) {}

    private final Path file;
    private final InetAddress host;
    private final int sipPort;
    private final Process process;

    /// Starts and waits until it sees packets.
    ///
    /// @param host whose UDP it sees; what is sent there goes over the device
    Capture(Path folder, String device, String host, int sipPort) throws Exception {
        Command.need("/usr/bin/tcpdump", "tcpdump");
        Command.need("/usr/bin/tshark", "tshark");
        Command.needRoot();
        this.file = folder.resolve("capture.pcap");
        this.sipPort = sipPort;
        this.host = InetAddress.getByName(host);
        Path said = folder.resolve("tcpdump");
        process =
                new ProcessBuilder(
                                "tcpdump",
                                "-Z",
                                "root",
                                "-n",
                                "-i",
                                device,
                                "-U",
                                "-B",
                                "8192",
                                "-w",
                                file.toString(),
                                "udp and host " + host)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        awaitMark("begin");
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            return failure.toString();
        }
    }

    /// Sends a datagram and waits until it is in the file: what went before it is there as well.
    private void awaitMark(String text) throws Exception {
        byte[] mark = ("mark " + text).getBytes(StandardCharsets.ISO_8859_1);
        try (var socket = new DatagramSocket()) {
            PeerEngine.await(
                    () -> {
                        send(socket, mark);
                        return content(file).contains("mark " + text);
                    },
                    () -> content(file.resolveSibling("tcpdump")));
        }
    }

    private void send(DatagramSocket socket, byte[] mark) {
        try {
            socket.send(new DatagramPacket(mark, mark.length, host, DISCARD_PORT));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Ends it. No packet of what it saw is malformed, SIP included.
    ///
    /// @return the RTP streams
    List<Stream> judge() throws Exception {
        awaitMark("end");
        close();
        String sip = "udp.port==" + sipPort + ",sip";
        String read = file.toString();
        // or it would find nothing because it looks for nothing
        assertTrue(!tshark(sip, "-r", read, "-Y", "sip.CSeq").isEmpty(), "SIP is decoded");
        assertEquals("", tshark(sip, "-r", read, "-Y", "_ws.malformed"));
        var streams = new ArrayList<Stream>();
        for (String line : tshark(sip, "-q", "-z", "rtp,streams", "-r", read).lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                streams.add(
                        new Stream(
                                Integer.parseInt(row.group(2)),
                                Integer.parseInt(row.group(4)),
                                row.group(5),
                                Long.parseLong(row.group(6)),
                                Long.parseLong(row.group(7))));
            }
        }
        return streams;
    }

    private static String tshark(String decodeAs, String... more) throws Exception {
        var command =
                new ArrayList<>(
                        List.of("tshark", "-n", "--enable-heuristic", "rtp_udp", "-d", decodeAs));
        command.addAll(List.of(more));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    @Override
    public void close() throws Exception {
        process.destroy();
        assertTrue(process.waitFor(5, TimeUnit.SECONDS), "tcpdump ends");
    }
}
