package io.milliwatt.inspector.call;

import io.milliwatt.inspector.rtp.StreamReport;
import java.util.Optional;

/// An RTP stream of a call at one tap.
///
/// @param attachment why it is taken to be of this call
/// @param sender who sends it; empty when nothing tells
/// @param reverse index, in the same list, of the stream that flows the other way at this tap; -1 =
///   none
/// @param sameAs index of the stream at an earlier tap that has the same packets; -1 = none
/// @param noReverseStream whether nothing flows the other way at any tap, though the SDP promises
///   it
/// @param quality R and MOS; empty = n/a: not measured
public record CallStream(
        StreamReport report,
        Attachment attachment,
        Optional<Side> sender,
        int reverse,
        int sameAs,
        boolean noReverseStream,
        Optional<Quality> quality) {

    /// How a stream was found to belong to a call; the first is the surest.
    public enum Attachment {
        /// It goes where the SDP says.
        SDP("by SDP"),
        /// It comes from where the SDP says that the sender receives (symmetric RTP, RFC 4961).
        SDP_SOURCE("by the sender's SDP"),
        /// It goes there behind a translation that is known.
        TRANSLATION("by translation"),
        /// Its packets were seen at another tap.
        SAME_PACKETS("same packets at another tap"),
        /// It is the way back of a stream of the call.
        PAIR("the way back"),
        /// Nothing says so.
        NONE("");

        private final String words;

        Attachment(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
