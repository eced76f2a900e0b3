package io.milliwatt.bench.inspector;

import io.milliwatt.bench.problem.BenchException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Opens a report again: its capture is unpacked beside other temporary files, and removed when the
/// process ends.
public final class ReportReading {
    /// Octets of a capture that are unpacked.
    private static final long MOST_OCTETS = 2L << 30;

    private ReportReading() {}

    /// The capture with most in it of a report; empty when the file is no zip.
    ///
    /// @throws BenchException when it is a zip, but no report with a capture
    public static Optional<Path> captureIn(Path path) throws IOException, BenchException {
        if (!isZip(path)) {
            return Optional.empty();
        }
        try (var zip = new ZipFile(path.toFile())) {
            Optional<? extends ZipEntry> capture =
                    zip.stream()
                            .filter(entry -> entry.getName().endsWith(".pcapng"))
                            .max(Comparator.comparingLong(ZipEntry::getSize));
            if (capture.isEmpty() || zip.getEntry(ReportWriter.MANIFEST) == null) {
                throw CaptureReading.problem(
                        path + " is a zip, but no report of Milliwatt with a capture in it");
            }
            if (capture.get().getSize() > MOST_OCTETS) {
                throw CaptureReading.problem("The capture in " + path + " has more than 2 GB");
            }
            Path unpacked = Files.createTempFile("milliwatt-report", ".pcapng");
            unpacked.toFile().deleteOnExit();
            try (InputStream in = new Bounded(zip.getInputStream(capture.get()), MOST_OCTETS)) {
                Files.copy(in, unpacked, StandardCopyOption.REPLACE_EXISTING);
            }
            return Optional.of(unpacked);
        } catch (ZipException broken) {
            throw CaptureReading.problem(path + " is a broken zip: " + broken.getMessage());
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
