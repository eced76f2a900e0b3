package io.milliwatt.sip;

/// What an endpoint has counted since it was started.
///
/// @param received messages received and understood
/// @param sent messages sent
/// @param malformed datagrams and stream pieces that are no SIP message
/// @param oversize messages longer than [SipLimits#maxMessageBytes()]
/// @param refused requests answered with an error by the endpoint itself (405, 415, 420, 481, 503)
/// @param shed connections closed because they broke a limit ([StreamLimits]), and datagrams
///   dropped because they came faster than they could be read
/// @param tlsFailed TLS handshakes that failed: no TLS, no common version, a certificate refused
/// @param callsIn calls received
/// @param callsOut calls placed
public record SipCounters(
        long received,
        long sent,
        long malformed,
        long oversize,
        long refused,
        long shed,
        long tlsFailed,
        long callsIn,
        long callsOut) {}
