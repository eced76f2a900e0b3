/// Session descriptions (RFC 8866) and the negotiation of sessions with them (RFC 3264).
///
/// [SessionDescription] and [MediaDescription] hold what was read in order, lines of unknown
/// meaning included, so that what was parsed is written back. `a=rtcp` is RFC 3605, `a=rtcp-mux`
/// RFC 5761, `telephone-event` RFC 4733, a hold by `c=IN IP4 0.0.0.0` that of RFC 2543.
/// [SessionNegotiation] is a set of pure functions from descriptions and our [Capabilities] to a
/// [NegotiatedSession]; a refusal carries the SIP status and the Warning of RFC 3261, section
/// 20.43. An offer is answered in two steps, because ports are opened for what is accepted alone.
/// Media may share a transport (BUNDLE, RFC 8843) and be encrypted with keys from SDP (RFC 4568).
///
/// Everything here is immutable and may be used by any thread. Input is bounded: 64 KiB of text,
/// 2,000 lines, 64 media.
///
/// ```java
/// switch (SessionNegotiation.plan(body, capabilities)) {
///     case Plan.Accepted plan -> {
///         Map<Integer, MediaAddress> ports = open(plan.transports());
///         NegotiatedSession session = plan.answer(ports, origin, previous, secureRandom);
///         accept(session.local().toText(), session.media());
///     }
///     case Plan.Failed(OfferAnswerFailure failure) ->
///         refuse(failure.sipStatus(), failure.warning(host));
/// }
/// ```
@NullMarked
package io.milliwatt.protocol.sdp;

import org.jspecify.annotations.NullMarked;
