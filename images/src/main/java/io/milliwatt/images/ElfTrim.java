package io.milliwatt.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Cuts off what a shared library carries for debuggers only: symbol tables and section headers lie
/// behind all that is loaded (5 of the 30 MB of the JVM's library). The loader reads the program
/// headers, which stay. ELF-64 specification, sections "File header" and "Program header table".
final class ElfTrim {
    private static final int MAGIC = 0x7f454c46;
    private static final int HEADER_BYTES = 64;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;

    private static final int PROGRAM_HEADERS_AT = 0x20;
    private static final int SECTION_HEADERS_AT = 0x28;
    private static final int PROGRAM_HEADER_BYTES = 0x36;
    private static final int PROGRAM_HEADER_COUNT = 0x38;
    private static final int SECTION_HEADER_COUNT = 0x3c;
    private static final int SEGMENT_OFFSET = 0x08;
    private static final int SEGMENT_FILE_BYTES = 0x20;

    private ElfTrim() {}

    /// Trims the file in place. A file that is not a 64-bit little-endian ELF file is left as it
    /// is.
    ///
    /// @return bytes cut off
    static long trim(Path file) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer header = read(channel, 0, HEADER_BYTES);
            if (header.capacity() < HEADER_BYTES
                    || header.order(ByteOrder.BIG_ENDIAN).getInt(0) != MAGIC
                    || header.get(4) != CLASS_64
                    || header.get(5) != LITTLE_ENDIAN) {
                return 0;
            }
            header.order(ByteOrder.LITTLE_ENDIAN);
            long at = header.getLong(PROGRAM_HEADERS_AT);
            int entryBytes = header.getShort(PROGRAM_HEADER_BYTES) & 0xffff;
            int count = header.getShort(PROGRAM_HEADER_COUNT) & 0xffff;
            ByteBuffer segments = read(channel, at, entryBytes * count);
            segments.order(ByteOrder.LITTLE_ENDIAN);
            if (count == 0 || segments.capacity() < entryBytes * count) {
                return 0;
            }
            long end = at + (long) entryBytes * count;
            for (int i = 0; i < count; i++) {
                end =
                        Math.max(
                                end,
                                segments.getLong(i * entryBytes + SEGMENT_OFFSET)
                                        + segments.getLong(i * entryBytes + SEGMENT_FILE_BYTES));
            }
            long before = channel.size();
            if (end >= before) {
                return 0;
            }
            channel.truncate(end);
            channel.write(ByteBuffer.allocate(Long.BYTES), SECTION_HEADERS_AT);
            // count of section headers, and which of them has their names
            channel.write(ByteBuffer.allocate(2 * Short.BYTES), SECTION_HEADER_COUNT);
            return before - end;
        }
    }

    /// Up to `length` bytes; less when the file ends before.
    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        int there = (int) Math.clamp(channel.size() - at, 0, length);
        ByteBuffer buffer = ByteBuffer.allocate(there);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) {
            // until all of it is there
        }
        return buffer.flip();
    }
}
