/// Session descriptions (RFC 8866) and the negotiation of one audio stream with them (RFC 3264).
///
/// [SessionDescription] and [MediaDescription] hold what was read in order, lines of unknown
/// meaning included, so that what was parsed is written back. `a=rtcp` is RFC 3605, `a=rtcp-mux`
/// RFC 5761, `telephone-event` RFC 4733, a hold by `c=IN IP4 0.0.0.0` that of RFC 2543.
/// [OfferAnswer] is a set of pure functions from descriptions to a [Negotiation]; the refusal
/// carries the SIP status and the Warning of RFC 3261, section 20.43.
///
/// Everything here is immutable and may be used by any thread. Input is bounded: 64 KiB of text,
/// 2,000 lines, 64 media.
///
/// ```java
/// AudioOffer ours = AudioOffer.of("192.0.2.10", 40000, Origin.of(sessionId, "192.0.2.10"));
/// switch (OfferAnswer.answer(body, ours)) {
///     case Negotiation.Agreed(SessionDescription answer, NegotiatedAudio audio) -> accept(answer.toText(), audio);
///     case Negotiation.Failed(OfferAnswerFailure failure) -> refuse(failure.sipStatus(), failure.warning(host));
/// }
/// ```
@NullMarked
package io.milliwatt.protocol.sdp;

import org.jspecify.annotations.NullMarked;
