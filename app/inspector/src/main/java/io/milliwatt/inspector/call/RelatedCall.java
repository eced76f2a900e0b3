package io.milliwatt.inspector.call;

/// Another call, or a REFER outside of calls, that is, or seems to be, of the same conversation: a
/// leg through a back-to-back user agent, or what a transfer made of it.
///
/// @param outside whether it is no call, but an exchange outside of calls
/// @param index in the inspection's list of calls, or of what is outside of them
/// @param callId its Call-ID
/// @param relation how they belong together
/// @param reason why it is thought so, in words
public record RelatedCall(
        boolean outside, int index, String callId, Relation relation, String reason) {
    /// Whether it is that call of the inspection's list.
    public boolean isCall(int other) {
        return !outside && index == other;
    }

    /// How two calls belong together.
    public enum Relation {
        /// Two legs through a back-to-back user agent: a guess.
        LEG("leg"),
        /// One asked for the other by REFER.
        TRANSFER("transfer"),
        /// One is a REFER outside of calls that asked for the other, or is about it.
        REFER("refer"),
        /// One takes the place of the other.
        REPLACES("replaces");

        private final String word;

        Relation(String word) {
            this.word = word;
        }

        /// As it is printed.
        public String word() {
            return word;
        }
    }
}
