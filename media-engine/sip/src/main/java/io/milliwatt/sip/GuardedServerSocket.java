package io.milliwatt.sip;

import io.milliwatt.sip.StreamGuard.Guarded;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Listens for TCP and hands out only connections that its guard admits. JAIN-SIP ends its listener
/// for good at the first `SocketException`, such as for want of a file descriptor: [#accept()]
/// tries again instead, until the socket is closed.
final class GuardedServerSocket extends ServerSocket {
    private static final long PAUSE_NANOS = 20_000_000;

    private final StreamGuard guard;

    GuardedServerSocket(int port, int backlog, InetAddress address, StreamGuard guard)
            throws IOException {
        super(port, backlog, address);
        this.guard = guard;
    }

    @Override
    public GuardedSocket accept() throws IOException {
        while (true) {
            GuardedSocket socket = new GuardedSocket();
            try {
                implAccept(socket);
                if (socket.admitted(guard)) {
                    socket.setTcpNoDelay(true);
                    return socket;
                }
            } catch (IOException e) {
                if (isClosed()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            socket.close();
        }
    }

    /// An accepted connection under guard. The stack locks the stream it writes to, so there is
    /// one.
    static final class GuardedSocket extends Socket {
        private @Nullable Guarded guarded;
        private @Nullable InputStream reading;
        private @Nullable OutputStream writing;

        private boolean admitted(StreamGuard guard) throws IOException {
            Guarded taken = guard.admit(getInetAddress(), super::close).orElse(null);
            guarded = taken;
            if (taken != null) {
                reading = taken.reading(super.getInputStream());
                writing = taken.writing(super.getOutputStream());
            }
            return taken != null;
        }

        /// The guard, for who puts a layer between this socket and the messages; the own streams
        /// are not looked at from then on.
        Guarded passGuard() throws IOException {
            Guarded taken = guarded;
            if (taken == null) {
                throw new SocketException("not admitted");
            }
            reading = super.getInputStream();
            writing = super.getOutputStream();
            return taken;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            InputStream stream = reading;
            return stream == null ? super.getInputStream() : stream;
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            OutputStream stream = writing;
            return stream == null ? super.getOutputStream() : stream;
        }

        @Override
        public void close() throws IOException {
            Guarded taken = guarded;
            if (taken != null) {
                taken.release();
            }
            super.close();
        }
    }
}
