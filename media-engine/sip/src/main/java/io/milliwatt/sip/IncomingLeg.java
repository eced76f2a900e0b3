package io.milliwatt.sip;

import java.util.Map;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/// The side of a call we received.
final class IncomingLeg extends CallLeg {
    private final Identity identity;
    private final String dialled;
    private final Optional<String> offer;
    private final ServerTransaction transaction;
    private final String tag = Tokens.fresh();
    private @Nullable Request invite;

    IncomingLeg(
            EndpointCore core, Identity identity, String dialled, ServerTransaction transaction) {
        super(core);
        this.identity = identity;
        this.dialled = dialled;
        this.transaction = transaction;
        Request request = transaction.getRequest();
        invite = request;
        offer = Wire.sdpOf(request);
    }

    @Override
    void respond(CallEffect.Respond effect) throws Exception {
        Request request = invite;
        if (request == null) {
            return;
        }
        Wire wire = core().wire();
        int status = effect.status();
        Response response = wire.response(request, status, effect.phrase());
        wire.toTag(response, tag);
        if (status < 300) {
            wire.contact(
                    response, identity.localUser(), identity.localHost(), identity.transport());
        }
        if (status >= 200) {
            invite = null;
        }
        if (status >= 200 && status < 300) {
            wire.allow(response);
        }
        if (effect.sdp().isPresent()) {
            wire.sdp(response, effect.sdp().get());
        }
        for (Map.Entry<String, String> header : effect.headers().entrySet()) {
            // a header that cannot be read is left out: the response matters more
            Causes.quietly(() -> wire.header(response, header.getKey(), header.getValue()));
        }
        core().send(transaction, response);
    }

    @Override
    void sendCancel() throws SipException {
        throw new SipException("an incoming call cannot be cancelled by us");
    }

    @Override
    void abandonInvite() {
        // only our own INVITE can be abandoned
    }

    @Override
    Identity identity() {
        return identity;
    }

    @Override
    boolean outgoing() {
        return false;
    }

    @Override
    Optional<DigestSession> digest() {
        return Optional.empty();
    }

    @Override
    String dialled() {
        return dialled;
    }

    @Override
    Optional<String> offer() {
        return offer;
    }
}
