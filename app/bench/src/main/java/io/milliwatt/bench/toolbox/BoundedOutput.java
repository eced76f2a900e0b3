package io.milliwatt.bench.toolbox;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Keeps the first bytes of an output, and forgets the rest. Safe for several threads.
final class BoundedOutput extends OutputStream {
    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean truncated;

    /// @param limit how many bytes are kept
    BoundedOutput(int limit) {
        this.limit = limit;
    }

    @Override
    public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] buffer, int offset, int length) {
        int room = Math.min(length, limit - bytes.size());
        bytes.write(buffer, offset, room);
        truncated |= room < length;
    }

    synchronized boolean truncated() {
        return truncated;
    }

    /// As text; bytes that are no UTF-8 become replacement characters.
    synchronized String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
