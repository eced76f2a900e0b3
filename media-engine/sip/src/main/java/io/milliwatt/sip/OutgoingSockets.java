package io.milliwatt.sip;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The connections an endpoint makes, so that none outlives it: the stack forgets one that is made
/// while it stops. Any thread.
final class OutgoingSockets implements AutoCloseable {
    private final Set<Socket> open = new HashSet<>();
    private boolean closed;

    /// A socket to connect.
    ///
    /// @throws SocketException after [#close()]
    synchronized Socket create() throws SocketException {
        if (closed) {
            throw new SocketException("the endpoint was closed");
        }
        Socket socket =
                new Socket() {
                    @Override
                    public void close() throws IOException {
                        forget(this);
                        super.close();
                    }
                };
        open.add(socket);
        return socket;
    }

    private synchronized void forget(Socket socket) {
        open.remove(socket);
    }

    private synchronized List<Socket> takeAll() {
        closed = true;
        return List.copyOf(open);
    }

    /// Closes what is open, also what is still connecting.
    @Override
    public void close() {
        takeAll().forEach(socket -> Causes.quietly(socket::close));
    }
}
