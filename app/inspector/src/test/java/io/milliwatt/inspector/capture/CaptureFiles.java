package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// What came out of a capture, as text that a test can compare.
final class CaptureFiles {
    /// @param frames number, time, tap, link type, octets and lengths of each
    record Content(CaptureSummary summary, List<String> frames) {
        List<String> problems() {
            return summary.problems().first().stream().map(CaptureProblem::toString).toList();
        }
    }

    private CaptureFiles() {}

    static String describe(Frame frame) {
        String comment = frame.comment().isEmpty() ? "" : " \"" + frame.comment() + "\"";
        return "%d @%d tap %d type %d %s %d/%d%s"
                .formatted(
                        frame.number(),
                        frame.timeNanos(),
                        frame.tap(),
                        frame.linkType(),
                        HexFormat.of().formatHex(frame.copy()),
                        frame.length(),
                        frame.wireLength(),
                        comment);
    }

    static Content read(Path file) throws IOException {
        List<String> frames = new ArrayList<>();
        CaptureSummary summary =
                CaptureFile.at(file)
                        .readFrames(
                                frame -> frames.add(describe(frame)),
                                CaptureProgress.NONE,
                                () -> false);
        return new Content(summary, frames);
    }

    static Content read(Path folder, byte[] bytes) throws IOException {
        return read(Files.write(folder.resolve("capture"), bytes));
    }

    /// Feeds a live capture in portions of `portion` octets.
    static Content feed(byte[] bytes, int portion) {
        List<String> frames = new ArrayList<>();
        LiveCapture live = LiveCapture.ofFrames(frame -> frames.add(describe(frame)));
        for (int at = 0; at < bytes.length; at += portion) {
            live.feed(bytes, at, Math.min(portion, bytes.length - at));
        }
        live.end();
        return new Content(live.summary(), frames);
    }
}
