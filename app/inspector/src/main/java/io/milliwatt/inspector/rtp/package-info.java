/// RTP streams of a capture and all that can be counted on them: RFC 3550 (sequence numbers,
/// jitter, RTCP), RFC 3551 (payload types), RFC 4733 (digits), RFC 3389 (comfort noise), RFC 5761
/// section 4 (telling RTP from RTCP).
///
/// [StreamTable] takes datagrams, finds those that are RTP or RTCP, and keeps one [RtpStream] for
/// each tap, source, destination and SSRC. [StreamReport] is what leaves it: an immutable record of
/// every figure at one moment. [MediaHints] brings what SDP told: a stream of a dynamic payload
/// type has no clock rate otherwise, and without it no jitter.
///
/// The formulas are those of [io.milliwatt.protocol.stats]. Figures that Wireshark shows too are
/// equal to Wireshark's; where it counts something else (lost), both are told.
///
/// One thread; memory is bounded by the number of streams, of which there is a limit.
@NullMarked
package io.milliwatt.inspector.rtp;

import org.jspecify.annotations.NullMarked;
