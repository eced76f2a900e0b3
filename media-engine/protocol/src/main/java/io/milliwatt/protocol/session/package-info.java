/// One RTP session of a call, as the engine and the phone run it: RFC 3550, sections 6 and 8,
/// without sockets, threads or clocks.
///
/// [RtpSession] is told of every packet sent and received, keeps the statistics of each source,
/// says when RTCP is due, writes it, and reads what comes. [SessionConfig] names us; [RtpOutcome]
/// and [RtcpOutcome] say what a received packet meant.
///
/// One thread owns a session; [StreamSnapshot][io.milliwatt.protocol.stats.StreamSnapshot]s leave
/// it as immutable values. After the first packet of a source the packet path allocates nothing.
///
/// ```java
/// RtpSession session = new RtpSession(SessionConfig.audio(ssrc, "engine@host", 8000, OptionalInt.of(101), seed));
/// if (view.wrap(datagram) == null) {
///     session.onRtpReceived(view, nowNanos);
/// }
/// if (nowNanos - session.nextRtcpNanos() >= 0 && session.writeRtcp(out, nowNanos, wallEpochNanos) > 0) {
///     send(out.flip());
/// }
/// ```
@NullMarked
package io.milliwatt.protocol.session;

import org.jspecify.annotations.NullMarked;
