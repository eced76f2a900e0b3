package io.milliwatt.inspector.call;

/// Another call that is, or seems to be, of the same conversation: a leg through a back-to-back
/// user agent, or what a transfer made of it.
///
/// @param call index in the inspection's list of calls
/// @param relation how they belong together
/// @param reason why it is thought so, in words
public record RelatedCall(int call, Relation relation, String reason) {
    /// How two calls belong together.
    public enum Relation {
        /// Two legs through a back-to-back user agent: a guess.
        LEG("leg"),
        /// One asked for the other by REFER.
        TRANSFER("transfer"),
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
