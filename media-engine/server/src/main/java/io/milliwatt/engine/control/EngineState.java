package io.milliwatt.engine.control;

import io.milliwatt.engine.call.CallView;
import io.milliwatt.engine.call.MessageView;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the control API asks the engine. May block for a moment; any thread.
public interface EngineState {
    /// Each part and `up`, or the reason why it is not.
    Map<String, String> parts();

    /// Running calls and the newest ended ones.
    List<CallView> calls();

    /// Ends a call with BYE.
    ///
    /// @return false when there is no such running call
    boolean endCall(String callId);

    /// Lets what a call receives suffer from now on.
    ///
    /// @param profile as in the number `impair-PROFILE`; empty = no more
    ControlAnswer impair(String callId, String profile);

    /// The newest SIP messages, of one call or, with an empty Call-ID, of all.
    List<MessageView> messages(String callId);

    /// Who is registered.
    List<RegistrationView> registrations();

    /// SHA-256 of the certificate of SIP over TLS; empty without TLS.
    Optional<String> tlsFingerprint();

    /// Brings the counters up to date that are kept elsewhere.
    void refreshCounters();

    /// RTP ports that calls hold now.
    int rtpPortsInUse();
}
