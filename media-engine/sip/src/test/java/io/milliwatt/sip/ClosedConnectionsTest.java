package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// No connection outlives its endpoint, whatever the stack knows of it.
class ClosedConnectionsTest {
    private static Socket connected(SipEndpoint to, SipTransport transport) throws Exception {
        int port = to.localPort(transport);
        if (transport == SipTransport.TCP) {
            return new Socket(Loopback.ADDRESS, port);
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TlsSockets.TrustAnybody()}, null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(Loopback.ADDRESS, port);
        socket.startHandshake();
        return socket;
    }

    private static boolean isOver(Socket connection) throws IOException {
        try {
            return connection.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"TCP", "TLS"})
    void endsAConnectionThatHasNotBroughtAMessage(SipTransport transport) throws Exception {
        SipEndpoint bob =
                SipEndpoint.start(
                        Loopback.config("bob"), new Answering(Answering.ACCEPT), SipTap.NONE);
        try (bob;
                Socket connection = connected(bob, transport)) {
            connection.setSoTimeout(5_000);
            bob.close();
            assertTrue(isOver(connection), "open after the endpoint was closed");
        }
    }

    @Test
    void endsAConnectionWhoseHandshakeHasNotBegun() throws Exception {
        SipEndpoint bob =
                SipEndpoint.start(
                        Loopback.config("bob"), new Answering(Answering.ACCEPT), SipTap.NONE);
        try (bob;
                Socket connection = new Socket(Loopback.ADDRESS, bob.localPort(SipTransport.TLS))) {
            connection.setSoTimeout(5_000);
            bob.close();
            assertTrue(isOver(connection), "open after the endpoint was closed");
        }
    }

    @Test
    void makesNoConnectionAfterTheEnd() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, Loopback.ADDRESS);
                OutgoingSockets sockets = new OutgoingSockets()) {
            Socket made = sockets.create();
            made.connect(server.getLocalSocketAddress());
            sockets.close();
            assertTrue(made.isClosed());
            assertThrows(SocketException.class, sockets::create);
            try (Socket accepted = server.accept()) {
                assertEquals(-1, accepted.getInputStream().read());
            }
        }
    }
}
