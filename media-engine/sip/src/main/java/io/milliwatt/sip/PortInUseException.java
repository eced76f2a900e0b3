package io.milliwatt.sip;

/// A port the endpoint was to listen on is taken by another process (or endpoint).
public final class PortInUseException extends SipException {
    private static final long serialVersionUID = 1L;

    private final String address;
    private final int port;
    private final SipTransport transport;

    PortInUseException(String address, int port, SipTransport transport, Throwable cause) {
        super("Port " + port + "/" + transport.key() + " of " + address + " is in use", cause);
        this.address = address;
        this.port = port;
        this.transport = transport;
    }

    /// IP address as text.
    public String address() {
        return address;
    }

    public int port() {
        return port;
    }

    public SipTransport transport() {
        return transport;
    }
}
