package io.milliwatt.sip;

import java.time.Duration;

/// Bounds of one endpoint.
///
/// @param maxMessageBytes longest message taken; longer ones are refused (TCP: 513) or, over UDP,
///   cut and answered with 400; also the receive buffer held per message, so it bounds memory
/// @param threads threads that process datagrams
/// @param udpBufferBytes socket buffer, each direction; the system may give less
/// @param maxTcpConnections connections taken at a time; more wait in the backlog
/// @param maxCalls calls at a time; more are refused with 503 and Retry-After
/// @param ackTimeout how long a 2xx is repeated without ACK before the call is ended, RFC 3261,
///   section 13.3.1.4: 64*T1; rounded up to half seconds
/// @param connectTimeout bound of a TCP connect
public record SipLimits(
        int maxMessageBytes,
        int threads,
        int udpBufferBytes,
        int maxTcpConnections,
        int maxCalls,
        Duration ackTimeout,
        Duration connectTimeout) {
    /// What both engine and phone use.
    public static final SipLimits DEFAULT =
            new SipLimits(
                    8192,
                    4,
                    4_000_000,
                    1000,
                    10_000,
                    Duration.ofSeconds(32),
                    Duration.ofSeconds(3));

    public SipLimits withAckTimeout(Duration timeout) {
        return new SipLimits(
                maxMessageBytes,
                threads,
                udpBufferBytes,
                maxTcpConnections,
                maxCalls,
                timeout,
                connectTimeout);
    }

    public SipLimits withThreads(int count) {
        return new SipLimits(
                maxMessageBytes,
                count,
                udpBufferBytes,
                maxTcpConnections,
                maxCalls,
                ackTimeout,
                connectTimeout);
    }

    public SipLimits withMaxCalls(int calls) {
        return new SipLimits(
                maxMessageBytes,
                threads,
                udpBufferBytes,
                maxTcpConnections,
                calls,
                ackTimeout,
                connectTimeout);
    }
}
