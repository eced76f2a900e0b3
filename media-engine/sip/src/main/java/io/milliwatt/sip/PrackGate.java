package io.milliwatt.sip;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.RequestEventExt;
import gov.nist.javax.sip.SipProviderImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import gov.nist.javax.sip.stack.StackMessageFactory;
import javax.sip.Dialog;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/// Lets every PRACK of a dialog through to us. The stack would drop one that matches no response
/// which it repeats itself, without the 481 of RFC 3262, section 3; and when no PRACK comes, it
/// ends the transaction of the INVITE, so that the caller could not be answered any more.
final class PrackGate implements StackMessageFactory {
    private final StackMessageFactory stack;

    PrackGate(StackMessageFactory stack) {
        this.stack = stack;
    }

    @Override
    public ServerRequestInterface newSIPServerRequest(
            SIPRequest request, SIPTransaction transaction) {
        ServerRequestInterface usual = stack.newSIPServerRequest(request, transaction);
        return request.getMethod().equals(Request.PRACK)
                        && transaction instanceof SIPServerTransaction server
                ? (received, channel) -> deliver(received, channel, server, usual)
                : usual;
    }

    private static void deliver(
            SIPRequest request,
            MessageChannel channel,
            SIPServerTransaction transaction,
            ServerRequestInterface usual) {
        ListeningPointImpl point = transaction.getMessageProcessor().getListeningPoint();
        SipProviderImpl provider = point == null ? null : point.getProvider();
        @Nullable Dialog dialog = transaction.getSIPStack().getDialog(request.getDialogId(true));
        if (provider == null || dialog == null) {
            usual.processRequest(request, channel);
        } else {
            provider.handleEvent(new RequestEventExt(provider, null, dialog, request), transaction);
        }
    }

    @Override
    public ServerResponseInterface newSIPServerResponse(
            SIPResponse response, MessageChannel channel) {
        return stack.newSIPServerResponse(response, channel);
    }
}
