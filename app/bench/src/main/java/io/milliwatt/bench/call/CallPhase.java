package io.milliwatt.bench.call;

import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.phone.PhoneCallState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a call stands, in a form that can be written as JSON.
///
/// @param words `dialling`, `ringing`, `early media`, `incoming`, `connected`, `held`, `ended`
/// @param localHold we have put the far end on hold
/// @param remoteHold the far end has put us on hold
/// @param end how it ended; null while it goes on
record CallPhase(
        String words, boolean localHold, boolean remoteHold, CallEvidence.@Nullable CallEnd end) {
    static CallPhase of(PhoneCallState state) {
        return switch (state) {
            case PhoneCallState.Dialling _ -> new CallPhase("dialling", false, false, null);
            case PhoneCallState.Ringing _ -> new CallPhase("ringing", false, false, null);
            case PhoneCallState.EarlyMedia _ -> new CallPhase("early media", false, false, null);
            case PhoneCallState.Incoming _ -> new CallPhase("incoming", false, false, null);
            case PhoneCallState.Connected(boolean local, boolean remote) ->
                    new CallPhase(local || remote ? "held" : "connected", local, remote, null);
            case PhoneCallState.Ended(var reason) ->
                    new CallPhase(
                            "ended",
                            false,
                            false,
                            new CallEvidence.CallEnd(
                                    reason.kind(), reason.status(), reason.words()));
        };
    }

    boolean isConnected() {
        return words.equals("connected") || words.equals("held");
    }

    boolean isEnded() {
        return end != null;
    }

    Optional<CallEvidence.CallEnd> ending() {
        return Optional.ofNullable(end);
    }
}
