package io.milliwatt.inspector.rtp;

import java.util.List;

/// What happened in a stream.
///
/// @param digits the first thousand
/// @param comfortNoise packets of comfort noise (RFC 3389; payload type 13, 19 or `CN`)
/// @param markers packets with the marker bit
/// @param markerErrors talkspurts that began without a marker after silence (RFC 3551, section 4.1)
/// @param timestampErrors packets whose timestamp went back, or stood still, though their sequence
///   number went on
/// @param payloadChanges times the payload type changed
/// @param clockUnknown packets that were not timed because nobody told their clock rate
public record EventReport(
        List<DtmfDigit> digits,
        long comfortNoise,
        long markers,
        long markerErrors,
        long timestampErrors,
        long payloadChanges,
        long clockUnknown) {
    public EventReport {
        digits = List.copyOf(digits);
    }
}
