/// Calls: what SIP said, joined with the media that flowed.
///
/// [SipTable] takes messages and follows each call: a Call-ID, the caller's tag and the INVITE that
/// began it (RFC 3261), with its transactions, forks, and offers and answers (RFC 3264).
/// [StreamJoin] then finds the streams of each call: by the addresses in the SDP, by the
/// translations of a [NatMap], and, where the SDP lies, by the same SSRC and sequence numbers at
/// another tap. What leaves is [Call]: immutable, without any key or password, ready to be shown
/// ([Ladder], [MessageDiff], [SdpExplanation]).
///
/// Times are nanoseconds since 1970 as the capture says; durations are milliseconds. What was not
/// seen is empty, not 0. [SipTable] belongs to one thread, everything else is immutable. Calls,
/// messages and texts are bounded; what was left out is said.
///
/// ```java
/// for (Call call : inspection.calls()) {
///     Ladder ladder = Ladder.of(call, EndpointNames.NONE);
///     ladder.rows().forEach(row -> draw(row.fromColumn(), row.toColumn(), row.label()));
/// }
/// ```
@NullMarked
package io.milliwatt.inspector.call;

import org.jspecify.annotations.NullMarked;
