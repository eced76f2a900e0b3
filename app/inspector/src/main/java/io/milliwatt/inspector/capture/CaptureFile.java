package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.FrameSink;
import io.milliwatt.inspector.packet.PacketDecoder;
import io.milliwatt.inspector.packet.PacketSink;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A capture on disk: pcap or pcapng, also compressed with gzip. Nothing of it is kept: a file is
/// read as often as somebody asks.
///
/// What is broken in it is told in the summary; an [IOException] means that the file itself cannot
/// be read (not there, no permission, the disk).
public final class CaptureFile {
    /// A window that fits into the processor's cache with room for the streams.
    private static final int WINDOW = 256 << 10;

    private static final int UNPACK_WINDOW = 64 << 10;

    /// What is unpacked at a time: so much is lost at most in front of corrupt data.
    private static final int UNPACK_PORTION = 4096;

    private static final long TELL_EACH = 1 << 20;
    private static final int GZIP_MAGIC = 0x1f8b;

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
        ProblemLog problems = new ProblemLog();
        PacketDecoder decoder = new PacketDecoder(sink, problems);
        return read(new CaptureWindow(WINDOW, decoder, problems), decoder, progress, cancelled);
    }

    /// Reads all frames into `sink` as they are: to copy them, or to show their bytes.
    public CaptureSummary readFrames(
            FrameSink sink, CaptureProgress progress, BooleanSupplier cancelled)
            throws IOException {
        return read(new CaptureWindow(WINDOW, sink, new ProblemLog()), null, progress, cancelled);
    }

    /// Copies the frames whose number is `wanted` into `out`, with their interfaces and comments.
    ///
    /// @param cancelled asked now and then; true = what was copied until then is all
    public CaptureSummary copy(PcapNgWriter out, LongPredicate wanted, BooleanSupplier cancelled)
            throws IOException {
        FrameCopy copy = new FrameCopy(out, wanted);
        CaptureWindow window = new CaptureWindow(WINDOW, copy, new ProblemLog());
        copy.namesFrom(() -> window.summary(false).interfaces());
        CaptureSummary summary =
                read(
                        window,
                        null,
                        CaptureProgress.NONE,
                        () -> copy.hasFailed() || cancelled.getAsBoolean());
        copy.throwFailure();
        return summary;
    }

    private CaptureSummary read(
            CaptureWindow window,
            @Nullable PacketDecoder decoder,
            CaptureProgress progress,
            BooleanSupplier cancelled)
            throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(path);
                InputStream in = Channels.newInputStream(file)) {
            long total = file.size();
            boolean stopped = false;
            boolean isCompressed = isCompressed(in, file);
            int portion = isCompressed ? UNPACK_PORTION : Integer.MAX_VALUE;
            InputStream bytes = in;
            try {
                if (isCompressed) {
                    bytes = new GZIPInputStream(in, UNPACK_WINDOW);
                }
                long tellAt = TELL_EACH;
                for (int n; !window.isGivenUp() && (n = fill(window, bytes, portion)) >= 0; ) {
                    if (file.position() >= tellAt || n == 0) {
                        tellAt = file.position() + TELL_EACH;
                        progress.at(file.position(), total, window.emitter().packets());
                        if (cancelled.getAsBoolean()) {
                            stopped = true;
                            break;
                        }
                    }
                }
            } catch (ZipException e) {
                window.emitter()
                        .problem(
                                "the compressed data are corrupt after %d bytes",
                                file.position(), 0);
            } catch (EOFException e) {
                window.emitter()
                        .problem(
                                "the compressed data end early, after %d bytes",
                                file.position(), 0);
            }
            if (!stopped) {
                window.finish();
            }
            if (decoder != null) {
                decoder.finish();
            }
            progress.at(file.position(), total, window.emitter().packets());
            return window.summary(stopped);
        }
    }

    private static int fill(CaptureWindow window, InputStream bytes, int portion)
            throws IOException {
        int room = Math.min(portion, window.room());
        int n = bytes.read(window.bytes(), window.end(), room);
        if (n > 0) {
            window.filled(n);
        }
        return n;
    }

    private static boolean isCompressed(InputStream in, SeekableByteChannel file)
            throws IOException {
        byte[] magic = in.readNBytes(2);
        file.position(0);
        return magic.length == 2 && ((magic[0] & 0xff) << 8 | (magic[1] & 0xff)) == GZIP_MAGIC;
    }
}
