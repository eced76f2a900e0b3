package io.milliwatt.sip;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sip.Dialog;
import javax.sip.message.Request;

/// Finds the dialog that an INVITE wants to replace, RFC 3891, section 3.
final class Replacement {
    /// Dialogs that ended and are still known as such.
    private static final int REMEMBERED = 256;

    sealed interface Verdict {
        /// The INVITE replaces nothing.
        record Nothing() implements Verdict {}

        record Found(DialogCall call) implements Verdict {}

        record Refused(int status, String phrase) implements Verdict {}
    }

    private final Map<Replaces, Boolean> ended =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Replaces, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    /// Keeps in mind that a call is over.
    synchronized void ended(DialogCall call) {
        idOf(call).ifPresent(id -> ended.put(id, true));
    }

    private synchronized boolean hasEnded(Replaces id) {
        return ended.containsKey(id);
    }

    /// How a call is named towards us.
    private static Optional<Replaces> idOf(DialogCall call) {
        return call.leg()
                .branch()
                .map(Branch::dialog)
                .filter(d -> d.getLocalTag() != null && d.getRemoteTag() != null)
                .map(d -> new Replaces(call.callId(), d.getLocalTag(), d.getRemoteTag(), false));
    }

    /// How a call is named towards its far end.
    static Optional<Replaces> towardsFarEnd(DialogCall call) {
        Optional<Dialog> dialog = call.leg().branch().map(Branch::dialog);
        return dialog.filter(d -> d.getLocalTag() != null && d.getRemoteTag() != null)
                .map(d -> new Replaces(call.callId(), d.getRemoteTag(), d.getLocalTag(), false));
    }

    Verdict of(Request invite, Set<DialogCall> calls) {
        Optional<String> header = Wire.headerOf(invite, "Replaces");
        if (header.isEmpty()) {
            return new Verdict.Nothing();
        }
        Optional<Replaces> replaces = Replaces.parse(header.get());
        // a comma would join a second one
        if (replaces.isEmpty() || header.get().contains(",")) {
            return new Verdict.Refused(400, "Bad Replaces");
        }
        Replaces wanted = replaces.get();
        Replaces id = new Replaces(wanted.callId(), wanted.toTag(), wanted.fromTag(), false);
        return calls.stream()
                .filter(c -> idOf(c).equals(Optional.of(id)))
                .findFirst()
                .map(c -> verdict(c, wanted.earlyOnly()))
                .orElseGet(() ->
                        hasEnded(id)
                                ? new Verdict.Refused(603, "Call Is Over")
                                : new Verdict.Refused(481, "No Call To Replace"));
    }

    private static Verdict verdict(DialogCall call, boolean earlyOnly) {
        return switch (call.state()) {
            case CallState.Established _, CallState.AwaitingAck _, CallState.Accepting _ ->
                    earlyOnly
                            ? new Verdict.Refused(486, "Already Answered")
                            : new Verdict.Found(call);
            // only an early dialog of our own making may be replaced
            case CallState.Proceeding _ -> new Verdict.Found(call);
            case CallState.Calling _, CallState.Offered _ ->
                    new Verdict.Refused(481, "No Call To Replace");
            case CallState.CancelWanted _,
                    CallState.Cancelling _,
                    CallState.EndOnAck _,
                    CallState.Ending _,
                    CallState.Ended _ ->
                    new Verdict.Refused(603, "Call Is Over");
        };
    }
}
