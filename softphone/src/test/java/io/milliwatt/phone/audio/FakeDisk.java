package io.milliwatt.phone.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// A file in memory on a disk of so many bytes; every write waits for a permit.
final class FakeDisk implements SeekableByteChannel {
    final Semaphore permits = new Semaphore(1_000_000);

    /// Released after each write to the beginning of the file.
    final Semaphore headerWritten = new Semaphore(0);

    final CountDownLatch closed = new CountDownLatch(1);
    private final byte[] bytes;
    private int position;
    private int size;

    /// With the header of a file without audio, as a sink finds it.
    FakeDisk(int capacity) {
        bytes = new byte[capacity];
        put(WavSink.header(0));
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        permits.acquireUninterruptibly();
        boolean atBegin = position() == 0;
        int written = put(from);
        if (atBegin) {
            headerWritten.release();
        }
        if (written == 0) {
            throw new IOException("No space left on device");
        }
        return written;
    }

    private synchronized int put(ByteBuffer from) {
        int taken = Math.min(from.remaining(), bytes.length - position);
        from.get(bytes, position, taken);
        position += taken;
        size = Math.max(size, position);
        return taken;
    }

    synchronized byte[] content() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public synchronized long position() {
        return position;
    }

    @Override
    public synchronized SeekableByteChannel position(long newPosition) {
        position = Math.toIntExact(newPosition);
        return this;
    }

    @Override
    public synchronized long size() {
        return size;
    }

    @Override
    public int read(ByteBuffer to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel truncate(long newSize) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return closed.getCount() > 0;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
