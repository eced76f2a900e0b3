package io.milliwatt.sip;

import java.util.OptionalInt;

/// Where offer and answer of one dialog stand, RFC 3264; which message may carry which is in RFC
/// 3261, section 13.2.1, RFC 3262, section 5, and RFC 3311, section 5. Pure.
enum SdpExchange {
    /// Nobody has offered yet.
    NONE,
    /// Our offer waits for their answer.
    WE_OFFERED,
    /// Their offer waits for our answer.
    THEY_OFFERED,
    /// The newest offer is answered, or was refused.
    AGREED;

    /// What was said.
    enum Event {
        OFFER_SENT,
        OFFER_RECEIVED,
        ANSWER_SENT,
        ANSWER_RECEIVED,
        /// By either side; what was agreed before stands.
        OFFER_REFUSED
    }

    /// An event that makes no sense now, such as an answer without an offer, changes nothing.
    SdpExchange step(Event event) {
        return switch (event) {
            case OFFER_SENT -> open() ? WE_OFFERED : this;
            case OFFER_RECEIVED -> open() ? THEY_OFFERED : this;
            case ANSWER_SENT -> this == THEY_OFFERED ? AGREED : this;
            case ANSWER_RECEIVED -> this == WE_OFFERED ? AGREED : this;
            case OFFER_REFUSED -> open() ? this : AGREED;
        };
    }

    /// Whether an offer may be made now, by either side.
    private boolean open() {
        return this == NONE || this == AGREED;
    }

    /// The status that refuses an offer received in UPDATE or re-INVITE now, RFC 3311, section 5.2:
    /// 491 when ours is under way, 500 when theirs is; none when it may be taken.
    OptionalInt refusal() {
        return switch (this) {
            case AGREED -> OptionalInt.empty();
            case WE_OFFERED -> OptionalInt.of(491);
            case NONE, THEY_OFFERED -> OptionalInt.of(500);
        };
    }
}
