package io.milliwatt.bench.inspector;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.milliwatt.bench.nat.Translations;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.inspector.capture.CaptureMerge;
import io.milliwatt.inspector.capture.PcapNgWriter;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Opens a report again: its captures are unpacked beside other temporary files, put together into
/// one, and removed when the process ends.
final class ReportReading {
    private static final int MOST_CAPTURES = 100;
    private static final int MOST_TEXT = 1 << 20;

    /// Octets of a capture that are unpacked.
    private static final long MOST_OCTETS = 2L << 30;

    private ReportReading() {}

    /// What of a report is read again.
    ///
    /// @param capture all its taps in one, an interface for each
    /// @param translations what led to the engine
    record Opened(Path capture, Translations translations) {}

    /// The captures and the translations of a report; empty when the file is no zip.
    ///
    /// @throws BenchException when it is a zip, but no report with a capture
    static Optional<Opened> open(Path path) throws IOException, BenchException {
        if (!isZip(path)) {
            return Optional.empty();
        }
        try (var zip = new ZipFile(path.toFile())) {
            List<? extends ZipEntry> captures =
                    zip.stream()
                            .filter(entry -> entry.getName().endsWith(".pcapng"))
                            .limit(MOST_CAPTURES)
                            .toList();
            if (captures.isEmpty() || zip.getEntry(ReportWriter.MANIFEST) == null) {
                throw CaptureReading.problem(
                        path + " is a zip, but no report of Milliwatt with a capture in it");
            }
            if (captures.stream().mapToLong(ZipEntry::getSize).sum() > MOST_OCTETS) {
                throw CaptureReading.problem("The captures in " + path + " have more than 2 GB");
            }
            var unpacked = new ArrayList<Path>();
            for (ZipEntry each : captures) {
                unpacked.add(unpack(zip, each));
            }
            return Optional.of(new Opened(inOne(unpacked), translations(zip)));
        } catch (ZipException broken) {
            throw CaptureReading.problem(path + " is a broken zip: " + broken.getMessage());
        }
    }

    private static Path unpack(ZipFile zip, ZipEntry entry) throws IOException {
        Path unpacked = temporary();
        try (InputStream in = new Bounded(zip.getInputStream(entry), MOST_OCTETS)) {
            Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
        }
        return unpacked;
    }

    private static Path temporary() throws IOException {
        Path file = Files.createTempFile("milliwatt-report", ".pcapng");
        file.toFile().deleteOnExit();
        return file;
    }

    private static Path inOne(List<Path> captures) throws IOException {
        if (captures.size() == 1) {
            return captures.getFirst();
        }
        Path all = temporary();
        try (var out = new BufferedOutputStream(Files.newOutputStream(all));
                var writer = new PcapNgWriter(out, "Milliwatt", "the captures of a report")) {
            CaptureMerge.merge(captures, writer);
        }
        for (Path each : captures) {
            Files.delete(each);
        }
        return all;
    }

    private static Translations translations(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(EngineSource.TRANSLATIONS);
        if (entry == null) {
            return Translations.NONE;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return Translations.parse(new String(in.readNBytes(MOST_TEXT), UTF_8));
        }
    }

    private static boolean isZip(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            byte[] magic = in.readNBytes(4);
            return magic.length == 4
                    && magic[0] == 'P'
                    && magic[1] == 'K'
                    && magic[2] == 3
                    && magic[3] == 4;
        }
    }

    /// A stream that ends after so many octets, whatever the zip says of its size.
    private static final class Bounded extends FilterInputStream {
        private long left;

        Bounded(InputStream in, long most) {
            super(in);
            left = most;
        }

        @Override
        public int read() throws IOException {
            if (left <= 0) {
                return -1;
            }
            left--;
            return super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int n = super.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(0, n);
            return n;
        }
    }
}
