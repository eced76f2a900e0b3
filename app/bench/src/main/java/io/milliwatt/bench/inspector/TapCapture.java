package io.milliwatt.bench.inspector;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.inspector.SipMessages;
import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureInterface;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.inspector.capture.CaptureSummary;
import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What taps saw, one capture for each: `capture/phone.pcapng`, `capture/host.pcapng`,
/// `capture/engine.pcapng`. Keys of media, digests and passwords are overwritten in the packets.
public final class TapCapture implements ReportSource {
    private static final long MOST_OCTETS = 500_000_000;
    private static final String MASKED = "secrets are masked";

    private final Path taps;
    private final ReportSource otherwise;

    /// @param taps a capture with an interface for each tap
    /// @param otherwise what is taken when no tap saw anything
    public TapCapture(Path taps, ReportSource otherwise) {
        this.taps = taps;
        this.otherwise = otherwise;
    }

    @Override
    public String name() {
        return "the taps' packets";
    }

    @Override
    public List<ReportFile> files() throws IOException, BenchException {
        if (Files.size(taps) > MOST_OCTETS) {
            throw new IOException(
                    "they are more than 500 MB; send the capture itself, " + taps.getFileName());
        }
        var secrets = new SecretOctets();
        var messages = new SipMessages((message, _, _) -> secrets.learn(message.text()));
        CaptureSummary summary = CaptureFile.at(taps).read(messages);
        messages.end();
        return summary.packets() == 0 ? otherwise.files() : new Parts(summary, secrets).files();
    }

    /// The frames of each tap, while they are written.
    private final class Parts {
        private final CaptureSummary summary;
        private final SecretOctets secrets;
        private final Map<Integer, Part> parts = new HashMap<>();
        private final List<Part> inOrder = new ArrayList<>();
        private final Set<String> names = new HashSet<>();
        private @Nullable IOException failure;

        private Parts(CaptureSummary summary, SecretOctets secrets) {
            this.summary = summary;
            this.secrets = secrets;
        }

        List<ReportFile> files() throws IOException {
            CaptureFile.at(taps).readFrames(this::add, CaptureProgress.NONE, () -> failure != null);
            if (failure != null) {
                throw failure;
            }
            var files = new ArrayList<ReportFile>();
            for (Part part : inOrder) {
                files.add(part.end(summary.lastNanos()));
            }
            return files;
        }

        private void add(Frame frame) {
            try {
                Part part = parts.get(frame.tap());
                if (part == null) {
                    part = new Part(summary.interfaces().get(frame.tap()), names);
                    parts.put(frame.tap(), part);
                    inOrder.add(part);
                }
                part.add(frame, secrets);
            } catch (IOException e) {
                failure = e;
            }
        }
    }

    private static final class Part {
        private final CaptureInterface of;
        private final String path;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private final PcapNgWriter writer;
        private final int tap;
        private long frames;

        Part(CaptureInterface of, Set<String> names) throws IOException {
            this.of = of;
            String plain = of.name().replaceAll("[^A-Za-z0-9.-]", "-");
            String name = plain.isEmpty() ? "tap" : plain;
            path = "capture/" + (names.add(name) ? name : name + "-" + of.index()) + ".pcapng";
            writer = new PcapNgWriter(octets, "Milliwatt", MASKED);
            tap = writer.addInterface(of.name(), of.description(), of.linkType(), 0);
        }

        void add(Frame frame, SecretOctets secrets) throws IOException {
            byte[] bytes = frame.copy();
            boolean hidden = secrets.hide(bytes);
            String comment = frame.comment();
            if (hidden) {
                comment = comment.isEmpty() ? MASKED : comment + "; " + MASKED;
            }
            writer.write(
                    tap, frame.timeNanos(), bytes, 0, bytes.length, frame.wireLength(), comment);
            frames++;
        }

        ReportFile end(long lastNanos) throws IOException {
            if (of.dropped() >= 0) {
                writer.writeStatistics(tap, lastNanos, frames + of.dropped(), of.dropped());
            }
            writer.close();
            return new ReportFile(path, octets.toByteArray());
        }
    }
}
