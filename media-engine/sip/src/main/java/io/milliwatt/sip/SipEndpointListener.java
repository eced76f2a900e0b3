package io.milliwatt.sip;

/// Takes the incoming calls of an endpoint.
@FunctionalInterface
public interface SipEndpointListener {
    /// Refuses all calls with 480: for an endpoint that only places calls.
    SipEndpointListener REFUSE =
            incoming -> {
                incoming.reject(480, "Temporarily Unavailable", java.util.Map.of());
                return SipCallListener.NONE;
            };

    /// A new INVITE. May answer at once or later, from any thread. The listener returned hears of
    /// everything that happens to the call afterwards.
    SipCallListener incomingCall(IncomingCall call);

    /// A REGISTER. Must not block.
    ///
    /// @return the answer; empty = this endpoint is no registrar, the request is refused with 405
    default java.util.Optional<RegisterAnswer> registerReceived(RegisterRequest request) {
        return java.util.Optional.empty();
    }
}
