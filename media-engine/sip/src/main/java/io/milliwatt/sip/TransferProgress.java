package io.milliwatt.sip;

/// How the far end gets on with a transfer we asked it for.
///
/// @param stage where it stands
/// @param status SIP status of the new call as the far end reports it, or of its refusal; 0 if none
/// @param phrase its reason phrase
public record TransferProgress(Stage stage, int status, String phrase) {
    /// Where a transfer stands.
    public enum Stage {
        /// The far end will try.
        ACCEPTED,
        /// A provisional response came from the target.
        PROCEEDING,
        /// The target answered: our call may be hung up.
        SUCCEEDED,
        /// Refused, by the far end or the target.
        FAILED,
        /// The far end stopped reporting.
        UNKNOWN
    }

    /// Whether nothing will follow.
    public boolean last() {
        return switch (stage) {
            case ACCEPTED, PROCEEDING -> false;
            case SUCCEEDED, FAILED, UNKNOWN -> true;
        };
    }
}
