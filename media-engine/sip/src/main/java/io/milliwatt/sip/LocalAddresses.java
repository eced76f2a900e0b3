package io.milliwatt.sip;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.charset.StandardCharsets;

/// Asks the kernel which way packets would go, by connecting a UDP socket (which sends nothing).
final class LocalAddresses {
    private LocalAddresses() {}

    /// The local address packets to a far end leave from.
    static InetAddress towards(InetSocketAddress remote) throws SipException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(remote);
            return socket.getLocalAddress();
        } catch (IOException e) {
            throw new SipException(
                    "There is no route to "
                            + remote.getAddress().getHostAddress()
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /// Whether the host at an address says that nothing listens on the UDP port (ICMP port
    /// unreachable). Sends a keep-alive (RFC 5626, section 3.5.1), which a SIP element ignores or
    /// answers. An unconnected socket such as the endpoint's own is never told.
    static boolean refusesDatagrams(InetAddress local, InetSocketAddress remote, int waitMillis) {
        try (DatagramSocket socket = new DatagramSocket(0, local)) {
            socket.connect(remote);
            socket.setSoTimeout(waitMillis);
            byte[] keepAlive = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            socket.send(new DatagramPacket(keepAlive, keepAlive.length));
            socket.receive(new DatagramPacket(new byte[16], 16));
            return false;
        } catch (PortUnreachableException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// An address as it stands in a URI or Via.
    static String inUri(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        String plain = zone < 0 ? text : text.substring(0, zone);
        return plain.indexOf(':') >= 0 ? "[" + plain + "]" : plain;
    }

    /// `IP:port`.
    static String text(InetSocketAddress address) {
        return inUri(address.getAddress()) + ":" + address.getPort();
    }
}
