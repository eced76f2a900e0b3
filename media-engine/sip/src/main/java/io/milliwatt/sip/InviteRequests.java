package io.milliwatt.sip;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.address.SipURI;
import javax.sip.header.FromHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;

/// Takes INVITE: begins calls, and hands re-INVITEs to theirs.
final class InviteRequests {
    private final EndpointCore core;
    private final Replies replies;
    private final SipEndpointListener listener;

    InviteRequests(EndpointCore core, Replies replies, SipEndpointListener listener) {
        this.core = core;
        this.replies = replies;
        this.listener = listener;
    }

    void received(RequestEvent event) throws Exception {
        if (!replies.understood(event) || !replies.readable(event)) {
            return;
        }
        if (Replies.withinDialog(event.getRequest())) {
            reinvite(event);
        } else if (belowLimit(event)) {
            begin(event);
        }
    }

    private void begin(RequestEvent event) throws Exception {
        Request request = event.getRequest();
        if (SessionTimer.tooShort(SessionRefresh.asked(request), core.dialogs())) {
            String shortest = String.valueOf(core.dialogs().minSe().toSeconds());
            replies.refuse(event, 422, "Session Interval Too Small", Map.of("Min-SE", shortest));
            return;
        }
        Optional<DialogCall> replaced = Optional.empty();
        switch (core.replacement().of(request, core.calls())) {
            case Replacement.Verdict.Nothing _ -> {}
            case Replacement.Verdict.Found(DialogCall found) -> replaced = Optional.of(found);
            case Replacement.Verdict.Refused(int status, String phrase) -> {
                replies.refuse(event, status, phrase, Map.of());
                return;
            }
        }
        ServerTransaction transaction = replies.transaction(event);
        IncomingLeg leg = new IncomingLeg(core, identity(request), dialled(request), transaction);
        DialogCall call = new DialogCall(core, leg, new CallState.Offered());
        leg.begin(call, replaced);
        core.remember(call);
        core.counters().callsIn.increment();
        call.offer(listener);
    }

    private boolean belowLimit(RequestEvent event) throws Exception {
        boolean below = core.calls().size() < core.limits().maxCalls();
        if (!below) {
            replies.refuse(event, 503, "Too Many Calls", Map.of("Retry-After", "5"));
        }
        return below;
    }

    private void reinvite(RequestEvent event) throws Exception {
        Optional<DialogCall> call = Replies.call(event.getDialog());
        if (call.isEmpty()) {
            replies.unknownCall(event);
        } else {
            IncomingReoffer reoffer =
                    new IncomingReoffer(core, call.get().leg(), replies.transaction(event));
            call.get().receivedTask(() -> call.get().negotiator().received(reoffer));
        }
    }

    private CallLeg.Identity identity(Request request) throws SipException {
        SIPRequest sip = (SIPRequest) request;
        InetSocketAddress remote =
                new InetSocketAddress(
                        sip.getPeerPacketSourceAddress(), sip.getPeerPacketSourcePort());
        FromHeader from = (FromHeader) request.getHeader(FromHeader.NAME);
        ToHeader to = (ToHeader) request.getHeader(ToHeader.NAME);
        return new CallLeg.Identity(
                sip.getCallId().getCallId(),
                dialled(request),
                core.wire().localHost(remote),
                String.valueOf(to.getAddress().getURI()),
                String.valueOf(from.getAddress().getURI()),
                remote,
                SipTransport.of(sip.getTopmostVia().getTransport()).orElse(SipTransport.UDP));
    }

    private static String dialled(Request request) {
        return request.getRequestURI() instanceof SipURI uri && uri.getUser() != null
                ? uri.getUser()
                : "";
    }
}
