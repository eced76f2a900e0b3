package io.milliwatt.sip;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sip.Dialog;
import javax.sip.RequestEvent;
import javax.sip.ServerTransaction;
import javax.sip.TransactionUnavailableException;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

/// Answers requests that need no call for it, and finds what a request belongs to.
final class Replies {
    private static final System.Logger LOG = System.getLogger("io.milliwatt.sip");

    private final EndpointCore core;

    Replies(EndpointCore core) {
        this.core = core;
    }

    static Optional<DialogCall> call(@Nullable Dialog dialog) {
        return dialog != null && dialog.getApplicationData() instanceof DialogCall call
                ? Optional.of(call)
                : Optional.empty();
    }

    static boolean withinDialog(Request request) {
        return ((ToHeader) request.getHeader(ToHeader.NAME)).getTag() != null;
    }

    /// RFC 3261, section 8.2.2.3.
    ///
    /// @return whether the request requires only what we know; otherwise it is refused
    boolean understood(RequestEvent event) throws Exception {
        Set<String> unknown = core.wire().unknownRequirements(event.getRequest());
        if (!unknown.isEmpty()) {
            refuse(event, 420, "Bad Extension", Map.of("Unsupported", String.join(", ", unknown)));
        }
        return unknown.isEmpty();
    }

    /// RFC 3261, section 8.2.3.
    ///
    /// @return whether the body is none, or SDP that is not packed; otherwise it is refused
    boolean readable(RequestEvent event) throws Exception {
        Request request = event.getRequest();
        String coding = Wire.headerOf(request, "Content-Encoding").orElse("identity");
        boolean optional =
                Wire.headerOf(request, "Content-Disposition")
                        .filter(value -> value.contains("handling=optional"))
                        .isPresent();
        if (optional || Wire.bodyOf(request).isEmpty()) {
            return true;
        }
        if (!coding.equalsIgnoreCase("identity")) {
            refuse(event, 415, "Unsupported Encoding", Map.of("Accept-Encoding", "identity"));
            return false;
        }
        if (Wire.foreignBody(request)) {
            refuse(event, 415, "Unsupported Media Type", Map.of("Accept", "application/sdp"));
            return false;
        }
        return true;
    }

    void unknownCall(RequestEvent event) throws Exception {
        refuse(event, 481, "Call/Transaction Does Not Exist", Map.of());
    }

    void refuse(RequestEvent event, int status, String phrase, Map<String, String> headers)
            throws Exception {
        core.counters().refused.increment();
        Response response = core.wire().response(event.getRequest(), status, phrase);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            core.wire().header(response, header.getKey(), header.getValue());
        }
        respond(event, response);
    }

    void ok(RequestEvent event) throws Exception {
        respond(event, core.wire().response(event.getRequest(), Response.OK, ""));
    }

    void respond(RequestEvent event, Response response) throws Exception {
        core.wire().toTag(response, Tokens.fresh());
        ServerTransaction transaction;
        try {
            transaction = transaction(event);
        } catch (TransactionUnavailableException e) {
            // the stack makes no transaction for a request that lacks what its method needs
            LOG.log(System.Logger.Level.DEBUG, "answered without transaction", e);
            core.sendWithoutTransaction(response);
            return;
        }
        core.send(transaction, response);
    }

    ServerTransaction transaction(RequestEvent event) throws Exception {
        ServerTransaction given = event.getServerTransaction();
        return given != null ? given : core.provider().getNewServerTransaction(event.getRequest());
    }
}
