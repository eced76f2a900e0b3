/// Live capture: the packets of an engine and of the phone that calls it, seen at every hop while
/// they pass, by taps that need no root on this host.
///
/// A [TapSession][io.milliwatt.bench.tap.TapSession] has up to three taps: the phone's own (inside
/// the softphone, in clear also where the media is encrypted; for a phone in a container, a sidecar
/// beside it), the host's, and the engine's. The latter two are *capture sidecars*: toolbox
/// containers in the network namespace of the host or of the engine's container, whose tcpdump
/// writes to its standard output. Any container can be captured that way, ours or not.
///
/// What they see goes three ways, packet by packet: into a pcapng file with an interface for each
/// tap ([OrderedWriter][io.milliwatt.bench.tap.OrderedWriter]), into the table of hops
/// ([HopTable][io.milliwatt.bench.tap.HopTable]: lost and added delay from place to place, and the
/// addresses there), and into the stream counters of the inspector.
///
/// **Bounded.** tcpdump's ring holds 4 MiB; when nobody reads, the kernel drops and counts. The
/// phone's tap hands over by a queue of 8,192 packets and counts what does not fit. Tables keep the
/// last 1,024 packets of a stream. What was dropped is in the report.
///
/// **Clocks.** All taps of one machine have its clock. That is measured, not believed: the fastest
/// packet from one tap to the other and back says how far their clocks can be apart
/// ([ClockComparison][io.milliwatt.bench.tap.ClockComparison]).
///
/// **Threads.** One thread per tap reads; all enter the session by its lock, for microseconds.
///
/// RTP header: RFC 3550, section 5.1; telling RTP from RTCP: RFC 5761, section 4.
@NullMarked
package io.milliwatt.bench.tap;

import org.jspecify.annotations.NullMarked;
