package io.milliwatt.sip;

import java.util.Optional;

/// Why a call ended.
///
/// @param kind what happened
/// @param status SIP status that ended it, 0 if none did
/// @param phrase its reason phrase; empty if none
/// @param reasonHeader value of a Reason header (RFC 3326) the far end sent; empty if none
/// @param words the whole in words for humans, a clause without capital and full stop
public record EndReason(Kind kind, int status, String phrase, String reasonHeader, String words) {
    /// What can end a call.
    public enum Kind {
        /// We hung up an established call.
        LOCAL_HANG_UP,
        /// The far end hung up.
        REMOTE_HANG_UP,
        /// We gave up before the call was answered.
        CANCELLED,
        /// The caller gave up before we answered.
        CANCELLED_BY_CALLER,
        /// We refused the call.
        REJECTED,
        /// 486, 600.
        BUSY,
        /// 603.
        DECLINED,
        /// 404, 410, 484, 485, 604.
        NOT_FOUND,
        /// 408, 480, 487 of the far end: it was not answered.
        NO_ANSWER,
        /// 401, 403, 407.
        FORBIDDEN,
        /// 415, 488, 606: no common codec or session.
        NOT_ACCEPTABLE,
        /// 500..599.
        SERVER_ERROR,
        /// Any other refusal.
        REFUSED,
        /// Nothing came back from the address called.
        NO_RESPONSE,
        /// The address called says that nothing listens there.
        UNREACHABLE,
        /// A message could not be sent.
        TRANSPORT,
        /// An established far end does not answer any more.
        DEAD_PEER,
        /// Our 200 was never confirmed by ACK.
        NO_ACK,
        /// What the far end sent cannot be used.
        PROTOCOL
    }

    public static EndReason of(Kind kind, String words) {
        return new EndReason(kind, 0, "", "", words);
    }

    static final EndReason LOCAL_HANG_UP = of(Kind.LOCAL_HANG_UP, "hung up");
    static final EndReason CANCELLED = of(Kind.CANCELLED, "given up before it was answered");

    static final EndReason OFFER_REFUSED =
            of(Kind.NOT_ACCEPTABLE, "what the far end offered in its answer cannot be used");

    /// The far end answers within the dialog as if there were none.
    static EndReason lost(int status, String phrase) {
        return new EndReason(
                Kind.DEAD_PEER,
                status,
                phrase,
                "",
                "the far end does not know the call any more (" + status + " " + phrase + ")");
    }

    static EndReason remoteHangUp(Optional<String> reasonHeader) {
        return new EndReason(
                Kind.REMOTE_HANG_UP,
                0,
                "",
                reasonHeader.orElse(""),
                "the far end hung up" + reasonHeader.map(r -> " (" + r + ")").orElse(""));
    }

    static EndReason cancelledByCaller(Optional<String> reasonHeader) {
        return new EndReason(
                Kind.CANCELLED_BY_CALLER,
                487,
                "Request Terminated",
                reasonHeader.orElse(""),
                "the caller gave up" + reasonHeader.map(r -> " (" + r + ")").orElse(""));
    }

    static EndReason rejected(int status, String phrase) {
        return new EndReason(
                Kind.REJECTED, status, phrase, "", "refused with " + status + " " + phrase);
    }

    /// A final response 300..699 to our INVITE.
    static EndReason refused(int status, String phrase, Optional<String> reasonHeader) {
        Kind kind = kindOf(status);
        String words =
                switch (kind) {
                    case BUSY -> "the far end is busy";
                    case DECLINED -> "the far end declined the call";
                    case NOT_FOUND -> "there is nobody under that number";
                    case NO_ANSWER -> "nobody answered";
                    case FORBIDDEN ->
                            "the far end does not let this user call (check user and password)";
                    case NOT_ACCEPTABLE -> "no common codec or session was found";
                    case SERVER_ERROR -> "the far end cannot take the call now";
                    default -> "the far end refused the call";
                };
        return new EndReason(
                kind,
                status,
                phrase,
                reasonHeader.orElse(""),
                words
                        + " ("
                        + status
                        + " "
                        + phrase
                        + reasonHeader.map(r -> "; " + r).orElse("")
                        + ")");
    }

    private static Kind kindOf(int status) {
        return switch (status) {
            case 486, 600 -> Kind.BUSY;
            case 603, 607 -> Kind.DECLINED;
            case 404, 410, 484, 485, 604 -> Kind.NOT_FOUND;
            case 408, 480, 487 -> Kind.NO_ANSWER;
            case 401, 403, 407 -> Kind.FORBIDDEN;
            case 415, 488, 606 -> Kind.NOT_ACCEPTABLE;
            default -> status >= 500 && status < 600 ? Kind.SERVER_ERROR : Kind.REFUSED;
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
