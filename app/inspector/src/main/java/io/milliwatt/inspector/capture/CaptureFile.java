package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.FrameSink;
import io.milliwatt.inspector.packet.PacketDecoder;
import io.milliwatt.inspector.packet.PacketSink;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/// A capture on disk: pcap or pcapng, also compressed with gzip. Nothing of it is kept: a file is
/// read as often as somebody asks.
///
/// What is broken in it is told in the summary; an [IOException] means that the file itself cannot
/// be read (not there, no permission, the disk).
public final class CaptureFile {
    private final Path path;

    private CaptureFile(Path path) {
        this.path = path;
    }

    /// Opens nothing yet.
    public static CaptureFile at(Path path) {
        return new CaptureFile(path);
    }

    public Path path() {
        return path;
    }

    /// Reads all packets into `sink`.
    public CaptureSummary read(PacketSink sink) throws IOException {
        return read(sink, CaptureProgress.NONE, () -> false);
    }

    /// Reads all packets into `sink`.
    ///
    /// @param cancelled asked about each megabyte; true = stop and say so in the summary
    public CaptureSummary read(PacketSink sink, CaptureProgress progress, BooleanSupplier cancelled)
            throws IOException {
        return readFrames(new PacketDecoder(sink), progress, cancelled);
    }

    /// Reads all frames into `sink` as they are: to copy them, or to show their bytes.
    public CaptureSummary readFrames(
            FrameSink sink, CaptureProgress progress, BooleanSupplier cancelled)
            throws IOException {
        return CaptureSummary.NOTHING;
    }
}
