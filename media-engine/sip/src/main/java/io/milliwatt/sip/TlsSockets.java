package io.milliwatt.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/// Puts TLS onto connected sockets, with one identity and one trust.
final class TlsSockets {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
    private static final char[] NO_PASSWORD = {};

    private final SSLContext context;
    private final boolean verified;

    TlsSockets(TlsConfig config) throws SipException {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(keys(config.identity()), trust(config.trust()), null);
            verified = config.trust() instanceof TlsTrust.Authorities;
        } catch (GeneralSecurityException | IOException e) {
            throw new SipException("TLS cannot be set up: " + Causes.words(e), e);
        }
    }

    private static javax.net.ssl.KeyManager[] keys(TlsIdentity identity)
            throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "milliwatt",
                identity.key(),
                NO_PASSWORD,
                identity.chain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(TlsTrust trust)
            throws GeneralSecurityException, IOException {
        return switch (trust) {
            case TlsTrust.Anybody() -> new TrustManager[] {new TrustAnybody()};
            case TlsTrust.Authorities(List<X509Certificate> additional) -> {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                List<X509Certificate> all = new ArrayList<>(additional);
                all.addAll(authoritiesOfTheJdk());
                for (X509Certificate each : all) {
                    store.setCertificateEntry("authority-" + store.size(), each);
                }
                TrustManagerFactory factory =
                        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                factory.init(store);
                yield factory.getTrustManagers();
            }
        };
    }

    private static List<X509Certificate> authoritiesOfTheJdk() throws GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        List<X509Certificate> all = new ArrayList<>();
        for (TrustManager each : factory.getTrustManagers()) {
            if (each instanceof X509TrustManager manager) {
                all.addAll(List.of(manager.getAcceptedIssuers()));
            }
        }
        return all;
    }

    /// TLS as the server of an accepted connection; the handshake is still to be made.
    SSLSocket server(Socket accepted) throws IOException {
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(accepted, null, true);
        socket.setUseClientMode(false);
        socket.setEnabledProtocols(PROTOCOLS);
        return socket;
    }

    /// TLS as the client of a connection; the handshake is made, and the server found to be who it
    /// should be.
    ///
    /// @param server the address connected to, with the host name if it was found by one
    SSLSocket client(Socket connected, InetAddress server, int timeoutMillis) throws IOException {
        SSLSocket socket =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(connected, nameOf(server), connected.getPort(), true);
        socket.setEnabledProtocols(PROTOCOLS);
        if (verified) {
            SSLParameters parameters = socket.getSSLParameters();
            // Deviation: RFC 5922, section 7.2 has no wildcards, these rules (RFC 9525) have;
            // because certificates of servers that also speak HTTPS are what is met
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        int before = connected.getSoTimeout();
        socket.setSoTimeout(timeoutMillis);
        socket.startHandshake();
        socket.setSoTimeout(before);
        return socket;
    }

    /// The host name an address was looked up by, else the address: never asks the name service.
    private static String nameOf(InetAddress address) {
        String text = address.toString(); // name/literal, without a look-up
        int slash = text.indexOf('/');
        return slash > 0 ? text.substring(0, slash) : address.getHostAddress();
    }

    /// For [TlsTrust.Anybody].
    static final class TrustAnybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
