package io.milliwatt.inspector.call;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.sip.NameAddress;
import java.util.Locale;

/// Which calls and messages to show. Empty texts let everything through; others must occur, without
/// regard to case.
///
/// @param method of the request that began it, or of a message in it
/// @param user part of a user, display name or URI of either side
/// @param address part of an address and port of a message or stream
/// @param onlyProblems only what has something wrong
public record CallFilter(
        String method, String callId, String user, String address, boolean onlyProblems) {
    /// Everything.
    public static final CallFilter ALL = new CallFilter("", "", "", "", false);

    public boolean accepts(Call call) {
        return (method.isEmpty() || call.messages().stream().anyMatch(this::hasMethod))
                && contains(call.callId(), callId)
                && (contains(call.parties().from(), user) || contains(call.parties().to(), user))
                && (address.isEmpty() || goesThere(call))
                && (!onlyProblems || call.hasProblem());
    }

    /// Whether a message of an accepted call is shown.
    public boolean accepts(CallMessage message) {
        return (method.isEmpty() || hasMethod(message))
                && (address.isEmpty()
                        || contains(message.place().source())
                        || contains(message.place().destination()))
                && (!onlyProblems
                        || !message.problems().isEmpty()
                        || message.head().status() >= 400);
    }

    private boolean hasMethod(CallMessage message) {
        return message.head().method().equalsIgnoreCase(method);
    }

    private boolean goesThere(Call call) {
        return call.messages().stream()
                        .anyMatch(message ->
                                contains(message.place().source())
                                        || contains(message.place().destination()))
                || call.streams().stream()
                        .anyMatch(stream ->
                                contains(stream.report().key().source())
                                        || contains(stream.report().key().destination()));
    }

    private boolean contains(Endpoint endpoint) {
        return contains(endpoint.toString(), address);
    }

    private static boolean contains(NameAddress one, String part) {
        return contains(one.display() + " " + one.uri(), part);
    }

    private static boolean contains(String text, String part) {
        return part.isEmpty()
                || text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
