package io.milliwatt.protocol.session;

/// What feedback (RFC 4585) came in a session so far.
///
/// @param nacks generic NACKs about our stream
/// @param nackedPackets packets they named; one that is named again counts again
/// @param pictureLosses PLIs about our stream
/// @param intraRequests FIR entries that name our stream, repetitions included
/// @param transportWide transport-wide congestion feedback, whatever source it names
/// @param unknown feedback of any other format, whatever source it names
/// @param aboutOthers NACKs, PLIs and FIR entries about a stream that is not ours
public record FeedbackCounts(
        long nacks,
        long nackedPackets,
        long pictureLosses,
        long intraRequests,
        long transportWide,
        long unknown,
        long aboutOthers) {}
