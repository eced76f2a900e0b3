package io.milliwatt.cli;

import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.inspector.packet.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Does once what commands do, so that a start-up cache (JEP 514) can be made of it. Run by the
/// build; changes nothing but files of the folder that it is given: the capture of a call, which
/// `commands` writes and `inspect` reads.
final class WarmUp {
    private final Path call;
    private final List<List<String>> commands;
    private final Path streams;

    private WarmUp(Path folder, boolean isInspectOnly) {
        call = folder.resolve("call.pcapng");
        streams = folder.resolve("streams.pcap");
        commands =
                isInspectOnly
                        ? List.of(
                                List.of("inspect", call.toString(), "--json"),
                                List.of("inspect", streams.toString(), "--json"))
                        : commands(call.toString());
    }

    /// @param what `commands` = all that are used often; `inspect` = [QuickInspect] alone, for a
    ///   cache of its own: at each start all classes of a cache are linked, and these are few
    static WarmUp of(String what, Path folder) {
        return new WarmUp(folder, what.equals("inspect"));
    }

    private static List<List<String>> commands(String capture) {
        return List.of(
                List.of("--help"),
                List.of("engine", "list"),
                List.of("engine", "start", "--runtime", "nowhere"),
                List.of("network"),
                List.of("network", "--json"),
                List.of("call", "sip:echo@127.0.0.1:1", "--duration", "100ms", "--json"),
                List.of(
                        "demo",
                        "--runtime",
                        "embedded",
                        "--duration",
                        "500ms",
                        "--sip-port",
                        "25099",
                        "--rtp-ports",
                        "25080-25081",
                        "--pcap",
                        capture),
                List.of("inspect", capture),
                List.of("inspect", capture, "--json"));
    }

    void run() throws IOException {
        var nowhere = new PrintWriter(new StringWriter());
        var services = new LocalServices();
        for (List<String> command : commands) {
            String[] arguments = command.toArray(String[]::new);
            QuickInspect.of(arguments)
                    .ifPresentOrElse(
                            quick -> quick.run(nowhere, nowhere),
                            () -> CommandTree.build(services, nowhere, nowhere).execute(arguments));
        }
        if (Files.exists(call) && Files.notExists(streams)) {
            writeStreams();
        }
    }

    /// The call once more as tcpdump writes it and without its SIP: what else there is to read.
    private void writeStreams() throws IOException {
        var pcap = new ByteArrayOutputStream();
        CaptureFile.at(call)
                .readFrames(
                        frame -> {
                            if (pcap.size() == 0) {
                                pcap.writeBytes(header(frame.linkType()));
                            }
                            if (frame.length() < 300) { // no INVITE, no 200
                                pcap.writeBytes(record(frame));
                            }
                        },
                        CaptureProgress.NONE,
                        () -> false);
        Files.write(streams, pcap.toByteArray());
    }

    private static byte[] header(int linkType) {
        return ByteBuffer.allocate(24)
                .putInt(0xa1b2_c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(16, 65_535)
                .putInt(20, linkType)
                .array();
    }

    private static byte[] record(Frame frame) {
        return ByteBuffer.allocate(16 + frame.length())
                .putInt((int) (frame.timeNanos() / 1_000_000_000))
                .putInt((int) (frame.timeNanos() % 1_000_000_000 / 1000))
                .putInt(frame.length())
                .putInt(frame.wireLength())
                .put(frame.bytes(), frame.offset(), frame.length())
                .array();
    }
}
