package io.milliwatt.sip;

import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.ServerTransaction;
import javax.sip.SipProvider;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// What the calls of one endpoint share.
final class EndpointCore {
    private final SipStackConfig config;
    private final BoundSockets sockets;
    private final SipProvider provider;
    private final Wire wire;
    private final MessageLog log;
    private final StackTimer timer;
    private final StackCounters counters;
    private final Replacement replacement = new Replacement();
    private final AnsweredByes byes = new AnsweredByes(this, System.nanoTime());
    private final Set<DialogCall> calls = ConcurrentHashMap.newKeySet();

    EndpointCore(
            SipStackConfig config,
            BoundSockets sockets,
            SipProvider provider,
            Wire wire,
            MessageLog log,
            StackTimer timer,
            StackCounters counters) {
        this.config = config;
        this.sockets = sockets;
        this.provider = provider;
        this.wire = wire;
        this.log = log;
        this.timer = timer;
        this.counters = counters;
    }

    SipLimits limits() {
        return config.limits();
    }

    DialogPolicy dialogs() {
        return config.dialogs();
    }

    SipProvider provider() {
        return provider;
    }

    Wire wire() {
        return wire;
    }

    StackTimer timer() {
        return timer;
    }

    StackCounters counters() {
        return counters;
    }

    Set<DialogCall> calls() {
        return calls;
    }

    void remember(DialogCall call) {
        calls.add(call);
    }

    AnsweredByes byes() {
        return byes;
    }

    Replacement replacement() {
        return replacement;
    }

    void forget(DialogCall call) {
        replacement.ended(call);
        calls.remove(call);
    }

    /// Sends a request outside of a dialog (INVITE included).
    ClientTransaction send(Request request, TransactionOwner owner) throws javax.sip.SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        transaction.setApplicationData(owner);
        log.aboutToSend();
        try {
            transaction.sendRequest();
        } catch (javax.sip.SipException | RuntimeException e) {
            throw failure(transaction, e);
        }
        return transaction;
    }

    ClientTransaction send(Dialog dialog, Request request, TransactionOwner owner)
            throws javax.sip.SipException {
        ClientTransaction transaction = provider.getNewClientTransaction(request);
        transaction.setApplicationData(owner);
        log.aboutToSend();
        try {
            dialog.sendRequest(transaction);
        } catch (javax.sip.SipException | RuntimeException e) {
            throw failure(transaction, e);
        }
        return transaction;
    }

    private javax.sip.SipException failure(ClientTransaction transaction, Exception thrown) {
        Causes.quietly(transaction::terminate);
        String words = sockets.takeConnectFailure().orElseGet(() -> Causes.words(thrown));
        return new javax.sip.SipException(words);
    }

    void sendAck(Dialog dialog, Request ack) throws javax.sip.SipException {
        log.aboutToSend();
        dialog.sendAck(ack);
    }

    void sendWithoutTransaction(Response response) throws javax.sip.SipException {
        log.aboutToSend();
        provider.sendResponse(response);
    }

    /// A refusal within a dialog that is not answered yet goes without the dialog: the stack would
    /// end the dialog for any refusal but that of its INVITE, too.
    void send(ServerTransaction transaction, Response response) throws Exception {
        boolean first = transaction.getRequest().getMethod().equals(Request.INVITE);
        Dialog dialog = transaction.getDialog();
        if (response.getStatusCode() >= 300
                && !first
                && dialog != null
                && dialog.getState() == DialogState.EARLY
                && transaction instanceof SIPServerTransaction detached) {
            detached.setDialog(null, null);
        }
        log.aboutToSend();
        transaction.sendResponse(response);
    }
}
