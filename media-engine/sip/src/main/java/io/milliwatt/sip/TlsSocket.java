package io.milliwatt.sip;

import io.milliwatt.sip.StreamGuard.Guarded;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.HandshakeCompletedListener;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/// The SSL socket the stack works with: passes everything to the real one, its messages by the
/// guard. What the stack would set (old versions, its own list of ciphers, asking clients for a
/// certificate) is not passed on: [TlsSockets] has set it right.
final class TlsSocket extends SSLSocket {
    private final SSLSocket real;
    private final Optional<Guarded> guarded;
    private final StackCounters counters;
    private final AtomicBoolean greeted;
    private final InputStream reading;
    private final OutputStream writing;

    /// @param guarded the guard of an accepted connection; none for one we made
    /// @param greeted whether the handshake was made already
    TlsSocket(SSLSocket real, Optional<Guarded> guarded, StackCounters counters, boolean greeted)
            throws IOException {
        this.real = real;
        this.guarded = guarded;
        this.counters = counters;
        this.greeted = new AtomicBoolean(greeted);
        InputStream in = real.getInputStream();
        OutputStream out = real.getOutputStream();
        reading = guarded.map(g -> g.reading(in)).orElse(in);
        writing = guarded.map(g -> g.writing(out)).orElse(out);
    }

    /// Once: a second one would be a renegotiation.
    @Override
    public void startHandshake() throws IOException {
        if (greeted.compareAndSet(false, true)) {
            try {
                real.startHandshake();
            } catch (IOException e) {
                counters.tlsFailed.increment();
                throw e;
            }
        }
    }

    @Override
    public InputStream getInputStream() {
        return reading;
    }

    @Override
    public OutputStream getOutputStream() {
        return writing;
    }

    @Override
    public void close() throws IOException {
        guarded.ifPresent(Guarded::release);
        real.close();
    }

    @Override
    public boolean isClosed() {
        return real.isClosed();
    }

    @Override
    public boolean isConnected() {
        return real.isConnected();
    }

    @Override
    public InetAddress getInetAddress() {
        return real.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return real.getLocalAddress();
    }

    @Override
    public int getPort() {
        return real.getPort();
    }

    @Override
    public int getLocalPort() {
        return real.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return real.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return real.getLocalSocketAddress();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
        real.setSoTimeout(millis);
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return real.getSupportedCipherSuites();
    }

    @Override
    public String[] getEnabledCipherSuites() {
        return real.getEnabledCipherSuites();
    }

    @Override
    public void setEnabledCipherSuites(String[] suites) {}

    @Override
    public String[] getSupportedProtocols() {
        return real.getSupportedProtocols();
    }

    @Override
    public String[] getEnabledProtocols() {
        return real.getEnabledProtocols();
    }

    @Override
    public void setEnabledProtocols(String[] protocols) {}

    @Override
    public SSLSession getSession() {
        return real.getSession();
    }

    @Override
    public void addHandshakeCompletedListener(HandshakeCompletedListener listener) {}

    @Override
    public void removeHandshakeCompletedListener(HandshakeCompletedListener listener) {}

    @Override
    public void setUseClientMode(boolean mode) {}

    @Override
    public boolean getUseClientMode() {
        return real.getUseClientMode();
    }

    @Override
    public void setNeedClientAuth(boolean need) {}

    @Override
    public boolean getNeedClientAuth() {
        return real.getNeedClientAuth();
    }

    @Override
    public void setWantClientAuth(boolean want) {}

    @Override
    public boolean getWantClientAuth() {
        return real.getWantClientAuth();
    }

    @Override
    public void setEnableSessionCreation(boolean flag) {}

    @Override
    public boolean getEnableSessionCreation() {
        return real.getEnableSessionCreation();
    }
}
