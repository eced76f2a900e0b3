package io.milliwatt.inspector.packet;

/// Takes what a capture has, in the order of the capture.
public interface PacketSink {
    /// A whole UDP datagram (fragments put together). It is used again afterwards: copy what is to
    /// be kept.
    void onDatagram(Datagram datagram);

    /// Bytes of a TCP connection. Only for connections that can be of interest (the reader decides
    /// by the first bytes: SIP in clear).
    void onTcp(TcpBytes bytes);
}
