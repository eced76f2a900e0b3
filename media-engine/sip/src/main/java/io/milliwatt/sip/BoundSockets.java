package io.milliwatt.sip;

import gov.nist.core.net.NetworkLayer;
import gov.nist.javax.sip.SipStackImpl;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final Optional<GuardedDatagramSocket> udp;
    private final Optional<GuardedServerSocket> tcp;
    private final Optional<Tls> tls;
    private final StackCounters counters;
    private final StreamGuard guard;
    private final OutgoingSockets outgoing = new OutgoingSockets();
    private final int connectTimeoutMillis;
    private final ThreadLocal<Optional<String>> connectFailure =
            ThreadLocal.withInitial(Optional::empty);

    /// @param server listens
    /// @param sockets puts TLS onto connections
    private record Tls(TlsServerSocket server, TlsSockets sockets) {}

    private BoundSockets(SipStackConfig config, int wanted, StackCounters counters)
            throws SipException {
        this.counters = counters;
        guard = new StreamGuard(config.limits().streams(), counters);
        connectTimeoutMillis = Math.toIntExact(config.limits().connectTimeout().toMillis());
        address = config.bindAddress();
        port = wanted;
        List<AutoCloseable> bound = new ArrayList<>();
        try {
            udp = config.transports().contains(SipTransport.UDP) ? udp(bound) : Optional.empty();
            tcp =
                    config.transports().contains(SipTransport.TCP)
                            ? Optional.of(listen(port, SipTransport.TCP, bound))
                            : Optional.empty();
            tls = config.tls().isPresent() ? tls(config.tls().get(), bound) : Optional.empty();
        } catch (SipException e) {
            bound.forEach(socket -> Causes.quietly(socket::close));
            throw e;
        }
    }

    private Optional<GuardedDatagramSocket> udp(List<AutoCloseable> bound) throws SipException {
        try {
            GuardedDatagramSocket socket = new GuardedDatagramSocket(port, address, counters);
            bound.add(socket);
            return Optional.of(socket);
        } catch (SocketException e) {
            throw failure(address, port, SipTransport.UDP, e);
        }
    }

    private GuardedServerSocket listen(
            int onPort, SipTransport transport, List<AutoCloseable> bound) throws SipException {
        try {
            GuardedServerSocket socket = new GuardedServerSocket(onPort, BACKLOG, address, guard);
            bound.add(socket);
            return socket;
        } catch (IOException e) {
            throw failure(address, onPort, transport, e);
        }
    }

    private Optional<Tls> tls(TlsConfig config, List<AutoCloseable> bound) throws SipException {
        TlsSockets sockets = new TlsSockets(config);
        GuardedServerSocket plain = listen(config.port(), SipTransport.TLS, bound);
        try {
            return Optional.of(new Tls(new TlsServerSocket(plain, sockets, counters), sockets));
        } catch (IOException e) {
            throw failure(address, config.port(), SipTransport.TLS, e);
        }
    }

    static BoundSockets open(SipStackConfig config, StackCounters counters) throws SipException {
        if (config.port() != 0) {
            return new BoundSockets(config, config.port(), counters);
        }
        for (int i = 1; ; i++) {
            try (DatagramSocket any = new DatagramSocket(0, config.bindAddress())) {
                int free = any.getLocalPort();
                any.close();
                return new BoundSockets(config, free, counters);
            } catch (PortInUseException e) {
                if (i == TRIES) {
                    throw e;
                }
            } catch (SocketException e) {
                throw failure(config.bindAddress(), 0, SipTransport.UDP, e);
            }
        }
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

    /// The port of UDP and TCP, or that of TLS.
    int port(SipTransport transport) {
        return transport == SipTransport.TLS && tls.isPresent()
                ? tls.get().server().getLocalPort()
                : port;
    }

    /// Looks after the connections taken.
    void watch(StackTimer timer) {
        guard.watch(timer);
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

    /// Closes the sockets, the connections with them, and waits until the ports are free: closing a
    /// socket on which another thread is blocked in a read only wakes that thread, and the system
    /// closes it a moment later.
    @Override
    public void close() {
        guard.close();
        outgoing.close();
        udp.ifPresent(socket -> {
            socket.close();
            awaitFree(() -> new DatagramSocket(port, address));
        });
        tcp.ifPresent(socket -> {
            Causes.quietly(socket::close);
            awaitFree(() -> new ServerSocket(port, 1, address));
        });
        tls.ifPresent(each -> {
            int tlsPort = each.server().getLocalPort();
            Causes.quietly(each.server()::close);
            awaitFree(() -> new ServerSocket(tlsPort, 1, address));
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
        return tcp.map(ServerSocket.class::cast)
                .orElseThrow(() -> new SocketException("no TCP socket was bound"));
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
        Socket socket = outgoing.create();
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
        return theTls().server();
    }

    private Tls theTls() throws IOException {
        return tls.orElseThrow(() -> new IOException("TLS was not configured"));
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int remotePort) throws IOException {
        return connectTls(address, remotePort, null);
    }

    @Override
    public SSLSocket createSSLSocket(InetAddress address, int remotePort, InetAddress local)
            throws IOException {
        return connectTls(address, remotePort, local);
    }

    private SSLSocket connectTls(InetAddress address, int remotePort, @Nullable InetAddress local)
            throws IOException {
        Tls used = theTls();
        Socket plain = connect(address, remotePort, local);
        try {
            SSLSocket secured = used.sockets().client(plain, address, connectTimeoutMillis);
            return new TlsSocket(secured, Optional.empty(), counters, true);
        } catch (IOException e) {
            counters.tlsFailed.increment();
            connectFailure.set(Optional.of("TLS failed: " + Causes.words(e)));
            plain.close();
            throw e;
        }
    }

    @Override
    public void setSipStack(SipStackImpl stack) {}
}
