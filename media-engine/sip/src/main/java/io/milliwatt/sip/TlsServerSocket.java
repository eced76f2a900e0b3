package io.milliwatt.sip;

import io.milliwatt.sip.GuardedServerSocket.GuardedSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;

/// The listening SSL socket the stack works with: takes the connections of a guarded TCP socket and
/// puts TLS onto each; the handshake is made later, on the thread of the connection.
final class TlsServerSocket extends SSLServerSocket {
    private final GuardedServerSocket plain;
    private final TlsSockets tls;
    private final StackCounters counters;

    TlsServerSocket(GuardedServerSocket plain, TlsSockets tls, StackCounters counters)
            throws IOException {
        this.plain = plain;
        this.tls = tls;
        this.counters = counters;
    }

    @Override
    public TlsSocket accept() throws IOException {
        while (true) {
            GuardedSocket socket = plain.accept();
            try {
                var guarded = socket.passGuard();
                return new TlsSocket(tls.server(socket), Optional.of(guarded), counters, false);
            } catch (IOException e) { // the far end was gone already
                counters.tlsFailed.increment();
                Causes.quietly(socket::close);
            }
        }
    }

    /// The socket that listens.
    ServerSocket listening() {
        return plain;
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }

    @Override
    public boolean isClosed() {
        return plain.isClosed();
    }

    @Override
    public int getLocalPort() {
        return plain.getLocalPort();
    }

    @Override
    public InetAddress getInetAddress() {
        return plain.getInetAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return plain.getLocalSocketAddress();
    }

    // What the stack would set is not passed on: TlsSockets has set it right.

    @Override
    public String[] getEnabledCipherSuites() {
        return new String[0];
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getSupportedProtocols() {
        return new String[0];
    }

    @Override
    public String[] getEnabledProtocols() {
        return new String[0];
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public boolean getNeedClientAuth() {
        return false;
    }

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public boolean getWantClientAuth() {
        return false;
    }

    @Override
    public void setUseClientMode(boolean mode) {}

    @Override
    public boolean getUseClientMode() {
        return false;
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {}

    @Override
    public boolean getEnableSessionCreation() {
        return true;
    }
}
