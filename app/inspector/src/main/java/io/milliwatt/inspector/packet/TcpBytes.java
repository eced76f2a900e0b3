package io.milliwatt.inspector.packet;

/// Bytes of one direction of a TCP connection, in order, each once.
///
/// @param connection the same number for both directions of a connection
/// @param timeNanos when the last of them came, nanoseconds since 1970
/// @param frame the frame that had the last of them, from 1
/// @param tap interface of the capture, from 0
/// @param afterGap whether bytes before these are missing in the capture
/// @param payload a copy
public record TcpBytes(
        long connection,
        Endpoint source,
        Endpoint destination,
        long timeNanos,
        long frame,
        int tap,
        boolean afterGap,
        byte[] payload) {}
