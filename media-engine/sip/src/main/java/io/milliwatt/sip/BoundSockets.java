package io.milliwatt.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// The sockets of one endpoint, bound before the stack is made: so that any free port can be asked
/// for, and a port in use is told apart from all else that JAIN-SIP wraps into one exception.
final class BoundSockets implements NetworkLayer, AutoCloseable {
    private static final int TRIES = 50;
    private static final int BACKLOG = 256;
    private static final long FREE_WITHIN_NANOS = 1_000_000_000L;
    private static final long FREE_TRY_NANOS = 200_000L;
    private static final Duration LISTENS_WITHIN = Duration.ofSeconds(10);

    private final InetAddress address;
    private final int port;
    private final Optional<ListeningSocket> udp;
    private final Optional<ServerSocket> tcp;
    private final int connectTimeoutMillis;
    private final ThreadLocal<Optional<String>> connectFailure =
            ThreadLocal.withInitial(Optional::empty);

    private BoundSockets(
            InetAddress address,
            int port,
            Optional<ListeningSocket> udp,
            Optional<ServerSocket> tcp,
            int connectTimeoutMillis) {
        this.address = address;
        this.port = port;
        this.udp = udp;
        this.tcp = tcp;
        this.connectTimeoutMillis = connectTimeoutMillis;
    }

    static BoundSockets open(SipStackConfig config) throws SipException {
        if (config.port() != 0) {
            return open(config, config.port());
        }
        for (int i = 1; ; i++) {
            try (DatagramSocket any = new DatagramSocket(0, config.bindAddress())) {
                int free = any.getLocalPort();
                any.close();
                return open(config, free);
            } catch (PortInUseException e) {
                if (i == TRIES) {
                    throw e;
                }
            } catch (SocketException e) {
                throw failure(config.bindAddress(), 0, SipTransport.UDP, e);
            }
        }
    }

    private static BoundSockets open(SipStackConfig config, int port) throws SipException {
        InetAddress address = config.bindAddress();
        Set<SipTransport> transports = config.transports();
        Optional<ListeningSocket> udp = Optional.empty();
        if (transports.contains(SipTransport.UDP)) {
            try {
                udp = Optional.of(new ListeningSocket(port, address));
            } catch (SocketException e) {
                throw failure(address, port, SipTransport.UDP, e);
            }
        }
        Optional<ServerSocket> tcp = Optional.empty();
        if (transports.contains(SipTransport.TCP)) {
            try {
                tcp = Optional.of(new ServerSocket(port, BACKLOG, address));
            } catch (IOException e) {
                udp.ifPresent(DatagramSocket::close);
                throw failure(address, port, SipTransport.TCP, e);
            }
        }
        return new BoundSockets(
                address,
                port,
                udp,
                tcp,
                Math.toIntExact(config.limits().connectTimeout().toMillis()));
    }

    private static SipException failure(
            InetAddress address, int port, SipTransport transport, IOException e) {
        String text = String.valueOf(e.getMessage());
        String where = address.getHostAddress() + " port " + port + "/" + transport.key();
        if (e instanceof BindException && text.contains("requested address")) {
            return new SipException(
                    "The address " + address.getHostAddress() + " is not one of this host", e);
        }
        if (e instanceof BindException && !text.contains("Permission")) {
            return new PortInUseException(address.getHostAddress(), port, transport, e);
        }
        if (text.contains("Permission")) {
            return new SipException(
                    "Not allowed to listen on "
                            + where
                            + ": ports below 1024 need a privilege, use a higher one",
                    e);
        }
        return new SipException("Cannot listen on " + where + ": " + text, e);
    }

    int port() {
        return port;
    }

    /// Waits until the stack reads its UDP socket. Before that it still makes its message channels,
    /// on a thread of its own, and a stack that is stopped meanwhile fails on that list.
    void awaitListening() throws SipException {
        if (udp.isPresent() && !udp.get().isRead(LISTENS_WITHIN)) {
            throw new SipException(
                    "The SIP stack did not begin to read its UDP socket within "
                            + LISTENS_WITHIN.toSeconds()
                            + " s");
        }
    }

    /// A UDP socket that knows whether anybody reads it.
    private static final class ListeningSocket extends DatagramSocket {
        private final CountDownLatch read = new CountDownLatch(1);

        ListeningSocket(int port, InetAddress address) throws SocketException {
            super(port, address);
        }

        @Override
        public void receive(DatagramPacket packet) throws IOException {
            read.countDown();
            super.receive(packet);
        }

        boolean isRead(Duration within) {
            try {
                return read.await(within.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /// Closes the sockets and waits until the ports are free: closing a socket on which another
    /// thread is blocked in a read only wakes that thread, and the system closes it a moment later.
    @Override
    public void close() {
        udp.ifPresent(socket -> {
            socket.close();
            awaitFree(() -> new DatagramSocket(port, address));
        });
        tcp.ifPresent(socket -> {
            Causes.quietly(socket::close);
            awaitFree(() -> new ServerSocket(port, 1, address));
        });
    }

    /// Binds a socket for a try.
    @FunctionalInterface
    private interface Binding {
        AutoCloseable bind() throws IOException;
    }

    private static void awaitFree(Binding binding) {
        long end = System.nanoTime() + FREE_WITHIN_NANOS;
        while (System.nanoTime() < end) {
            try {
                binding.bind().close();
                return;
            } catch (Exception e) { // still bound
                LockSupport.parkNanos(FREE_TRY_NANOS);
            }
        }
    }

    @Override
    public DatagramSocket createDatagramSocket(int wanted, InetAddress address)
            throws SocketException {
        return udp.map(DatagramSocket.class::cast)
                .orElseThrow(() -> new SocketException("no UDP socket was bound"));
    }

    @Override
    public ServerSocket createServerSocket(int wanted, int backlog, InetAddress address)
            throws IOException {
        return tcp.orElseThrow(() -> new SocketException("no TCP socket was bound"));
    }

    @Override
    public DatagramSocket createDatagramSocket() throws SocketException {
        return new DatagramSocket();
    }

    @Override
    public Socket createSocket(InetAddress address, int remotePort) throws IOException {
        return connect(address, remotePort, null);
    }

    @Override
    public Socket createSocket(InetAddress address, int remotePort, InetAddress local)
            throws IOException {
        return connect(address, remotePort, local);
    }

    @Override
    public Socket createSocket(
            InetAddress address, int remotePort, InetAddress local, int localPort)
            throws IOException {
        return connect(address, remotePort, local);
    }

    private Socket connect(InetAddress address, int remotePort, @Nullable InetAddress local)
            throws IOException {
        Socket socket = new Socket();
        try {
            if (local != null) {
                socket.bind(new InetSocketAddress(local, 0));
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address, remotePort), connectTimeoutMillis);
            return socket;
        } catch (IOException e) {
            connectFailure.set(Optional.of(Causes.words(e)));
            socket.close();
            throw e;
        }
    }

    /// Why the last connect of this thread failed; asked once. The stack does not tell.
    Optional<String> takeConnectFailure() {
        Optional<String> failure = connectFailure.get();
        connectFailure.remove();
        return failure;
    }

    @Override
    public SSLServerSocket createSSLServerSocket(int wanted, int backlog, InetAddress address)
            throws IOException {
        throw new IOException("TLS is not supported");
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int remotePort) throws IOException {
        throw new IOException("TLS is not supported");
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int remotePort, InetAddress local)
            throws IOException {
        throw new IOException("TLS is not supported");
    }

    @Override
    public void setSipStack(SipStackImpl stack) {}
}
