package io.milliwatt.sip;

import javax.sip.Dialog;
import javax.sip.ResponseEvent;
import javax.sip.header.CSeqHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// What is done with a far end that answered a call which another one has answered already.
final class Forks {
    /// Does not care for the answer.
    static final TransactionOwner IGNORE =
            new TransactionOwner() {
                @Override
                public void response(ResponseEvent event) {}

                @Override
                public void timedOut() {}
            };

    private Forks() {}

    /// Confirms a 2xx and hangs up, RFC 3261, section 13.2.2.4.
    static void refuse(
            EndpointCore core,
            Dialog fork,
            Response response,
            String localHost,
            SipTransport transport) {
        Causes.quietly(() -> {
            long sequence = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getSeqNumber();
            core.sendAck(fork, fork.createAck(sequence));
            Request bye = fork.createRequest(Request.BYE);
            core.wire().dress(bye, localHost, transport);
            core.send(fork, bye, IGNORE);
        });
    }
}
