/// What every protocol of this module shares: how parsing answers, and immutable octets.
///
/// Wire types are immutable values with the same three verbs: `static ParseResult<X> parse(...)`,
/// `writeTo(ByteBuffer)` and `size()`. Bad input is a value, [ParseResult.Malformed], whose
/// [MalformedReason] feeds counters; a parser never throws on what came from the network, never
/// allocates from a length it has not checked, and never logs.
///
/// The module is pure: no I/O, no thread, no logger, no clock. Time is an argument: `long nowNanos`
/// counts nanoseconds of any monotonic clock, wall time is given as nanoseconds since
/// 1970-01-01T00:00Z. Nothing here is safe for use by several threads at once unless it is
/// immutable; the owner of an object calls it from one thread.
///
/// ```java
/// switch (RtpPacket.parse(datagram)) {
///     case ParseResult.Parsed(RtpPacket packet) -> play(packet);
///     case ParseResult.Malformed(MalformedReason reason, int offset, String detail) -> count(reason);
/// }
/// ```
///
/// Which RFC is implemented where, and how far, is listed in `docs/protocols.md`.
@NullMarked
package io.milliwatt.protocol;

import org.jspecify.annotations.NullMarked;
