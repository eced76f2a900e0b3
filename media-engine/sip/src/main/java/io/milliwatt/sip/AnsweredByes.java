package io.milliwatt.sip;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPMessageValve;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.sip.Dialog;
import javax.sip.DialogState;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipStack;
import javax.sip.message.Request;
import javax.sip.message.Response;

/// Ends calls without keeping a transaction for each. A BYE over UDP may come again for 32 s (Timer
/// J, RFC 3261, section 17.2.2) and must be answered as before; the stack keeps a transaction of 3
/// to 4 KB so long, which at 1,500 calls a second is more than all the rest of the heap. But the
/// answer can be made again from the request: all there is to remember is that it was answered.
///
/// Deviation: a request is known by a hash of 128 bits of what section 17.2.3 compares.
final class AnsweredByes implements SIPMessageValve {
    /// A BYE is known for two to three of these.
    static final long GENERATION_NANOS = 16_000_000_000L;

    private static final int GENERATIONS = 3;
    private static final System.Logger LOG = System.getLogger("io.milliwatt.sip");

    private final EndpointCore core;
    private volatile Generations generations;

    AnsweredByes(EndpointCore core, long nowNanos) {
        this.core = core;
        generations = new Generations(nowNanos, Set.of(), Set.of(), ConcurrentHashMap.newKeySet());
    }

    /// The newest takes what is answered now.
    private record Generations(
            long sinceNanos, Set<UUID> oldest, Set<UUID> middle, Set<UUID> newest) {
        Generations at(long nowNanos) {
            long age = nowNanos - sinceNanos;
            if (age < GENERATION_NANOS) {
                return this;
            }
            boolean allOver = age >= GENERATIONS * GENERATION_NANOS;
            return new Generations(
                    allOver ? nowNanos : sinceNanos + GENERATION_NANOS,
                    allOver ? Set.of() : middle,
                    allOver ? Set.of() : newest,
                    ConcurrentHashMap.newKeySet());
        }

        boolean have(UUID key) {
            return newest.contains(key) || middle.contains(key) || oldest.contains(key);
        }
    }

    /// Answers the BYE of a call with 200, and ends its dialog.
    ///
    /// @return false when it did not, because it came over a stream or not within an answered call
    boolean answer(RequestEvent event) throws Exception {
        ServerTransaction transaction = event.getServerTransaction();
        Dialog dialog = event.getDialog();
        if (transaction == null
                || dialog == null
                || dialog.getState() != DialogState.CONFIRMED
                || !(event.getRequest() instanceof SIPRequest request)
                || !overUdp(request)) {
            return false;
        }
        current(System.nanoTime()).newest().add(key(request));
        transaction.terminate();
        core.sendWithoutTransaction(core.wire().response(request, Response.OK, ""));
        dialog.delete();
        return true;
    }

    /// Answers a BYE that comes again.
    ///
    /// @return whether the stack is to see the request
    @Override
    public boolean processRequest(SIPRequest request, MessageChannel channel) {
        if (!request.getMethod().equals(Request.BYE)
                || !overUdp(request)
                || !current(System.nanoTime()).have(key(request))) {
            return true;
        }
        try {
            core.sendWithoutTransaction(core.wire().response(request, Response.OK, ""));
        } catch (Exception e) { // it may come once more
            LOG.log(System.Logger.Level.DEBUG, "repeated BYE not answered", e);
        }
        return false;
    }

    private Generations current(long nowNanos) {
        Generations now = generations;
        if (now.at(nowNanos) == now) {
            return now;
        }
        synchronized (this) {
            while (generations.at(nowNanos) != generations) {
                generations = generations.at(nowNanos);
            }
            return generations;
        }
    }

    private static boolean overUdp(SIPRequest request) {
        return request.getTopmostVia().getTransport().equalsIgnoreCase("UDP");
    }

    private static UUID key(SIPRequest request) {
        String matched =
                request.getTransactionId()
                        + '\n'
                        + request.getTopmostVia().getSentBy()
                        + '\n'
                        + request.getCallId().getCallId()
                        + '\n'
                        + request.getCSeq().getSeqNumber();
        return UUID.nameUUIDFromBytes(matched.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean processResponse(Response response, MessageChannel channel) {
        return true;
    }

    @Override
    public void init(SipStack stack) {}

    @Override
    public void destroy() {}
}
