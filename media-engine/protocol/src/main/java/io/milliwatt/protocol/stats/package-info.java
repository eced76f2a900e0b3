/// The formulas of stream statistics, each once: what RTCP reports, what the control API and the
/// inspector show, and what a verdict rests on are the same numbers.
///
/// [InterarrivalJitter] is RFC 3550, section 6.4.1 and appendix A.8; [LossAccounting] appendices
/// A.1 and A.3, with duplicates and late packets told apart; [RoundTrip] the figure of section
/// 6.4.1; [DeltaStatistics] what Wireshark calls delta. [StreamSnapshot] is the immutable result
/// that leaves the owner's thread.
///
/// The accounts are mutable and belong to one thread; they allocate nothing after construction.
/// Time is an argument in nanoseconds of a monotonic clock.
///
/// ```java
/// LossAccounting loss = new LossAccounting();
/// InterarrivalJitter jitter = new InterarrivalJitter(8000);
/// if (loss.onPacket(view.sequenceNumber()).isNew()) {
///     jitter.onPacket(view.timestamp(), nowNanos);
/// }
/// ```
@NullMarked
package io.milliwatt.protocol.stats;

import org.jspecify.annotations.NullMarked;
