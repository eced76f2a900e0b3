package io.milliwatt.bench.docker;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedChannelException;

/// A stream that simply ends when it is closed while it is read. docker-java reads the standard
/// input of a container on a thread of its own, and prints a stack trace of whatever goes wrong
/// there.
public final class UntilClosed extends FilterInputStream {
    public UntilClosed(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (ClosedChannelException _) {
            return -1;
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (ClosedChannelException _) {
            return -1;
        }
    }
}
