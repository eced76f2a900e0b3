package io.milliwatt.inspector.call;

import java.util.List;

/// The SIP side of a call.
///
/// @param messages in the order of the capture
/// @param transactions in the order of their first messages
/// @param dialogs one for each answering end; more than one = forked
/// @param exchanges offers and answers, in order
/// @param leftOut messages beyond what is kept of one call
public record Signalling(
        List<CallMessage> messages,
        List<SipTransaction> transactions,
        List<SipDialog> dialogs,
        List<OfferAnswer> exchanges,
        long leftOut) {
    public Signalling {
        messages = List.copyOf(messages);
        transactions = List.copyOf(transactions);
        dialogs = List.copyOf(dialogs);
        exchanges = List.copyOf(exchanges);
    }
}
