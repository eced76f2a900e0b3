package io.milliwatt.sip;

import javax.sip.ResponseEvent;

/// Whoever sent the request of a client transaction; kept as the transaction's application data.
interface TransactionOwner {
    void response(ResponseEvent event);

    /// Timer B or F fired, RFC 3261, section 17.1: no final response in 32 s.
    void timedOut();
}
