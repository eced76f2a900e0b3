package io.milliwatt.sip;

import java.time.Duration;

/// Bounds of one endpoint.
///
/// @param maxMessageBytes longest message taken; longer ones are refused (TCP: 513) or, over UDP,
///   cut and answered with 400; also the receive buffer held per message, so it bounds memory
/// @param threads threads that process datagrams
/// @param udpBufferBytes socket buffer, each direction; the system may give less
/// @param streams bounds of TCP and TLS connections taken
/// @param maxCalls calls at a time; more are refused with 503 and Retry-After
/// @param ackTimeout how long a 2xx is repeated without ACK before the call is ended, RFC 3261,
///   section 13.3.1.4: 64*T1; rounded up to half seconds
/// @param connectTimeout bound of a TCP connect
public record SipLimits(
        int maxMessageBytes,
        int threads,
        int udpBufferBytes,
        StreamLimits streams,
        int maxCalls,
        Duration ackTimeout,
        Duration connectTimeout) {
    /// What both engine and phone use.
    public static final SipLimits DEFAULT =
            new SipLimits(
                    8192,
                    4,
                    4_000_000,
                    StreamLimits.DEFAULT,
                    10_000,
                    Duration.ofSeconds(32),
                    Duration.ofSeconds(3));

    public SipLimits withAckTimeout(Duration timeout) {
        return new SipLimits(
                maxMessageBytes,
                threads,
                udpBufferBytes,
                streams,
                maxCalls,
                timeout,
                connectTimeout);
    }

    public SipLimits withThreads(int count) {
        return new SipLimits(
                maxMessageBytes,
                count,
                udpBufferBytes,
                streams,
                maxCalls,
                ackTimeout,
                connectTimeout);
    }

    public SipLimits withMaxCalls(int calls) {
        return new SipLimits(
                maxMessageBytes,
                threads,
                udpBufferBytes,
                streams,
                calls,
                ackTimeout,
                connectTimeout);
    }

    public SipLimits withStreams(StreamLimits wanted) {
        return new SipLimits(
                maxMessageBytes,
                threads,
                udpBufferBytes,
                wanted,
                maxCalls,
                ackTimeout,
                connectTimeout);
    }
}
