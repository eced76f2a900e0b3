package io.milliwatt.phone;

import io.milliwatt.sip.TransferProgress;
import java.util.Optional;

/// Hears of a phone, one event at a time, on a thread of the phone's own.
public interface PhoneListener {
    /// Somebody calls; it rings there already.
    default void incoming(PhoneCall call) {}

    /// A call has another state.
    default void changed(PhoneCall call, PhoneCallState state) {}

    /// The far end pressed a key, told by either method.
    ///
    /// @param digit one of `0-9*#A-D`
    default void dtmf(PhoneCall call, char digit) {}

    /// The far end wants the phone to call somebody else in place of this call (transfer).
    ///
    /// @param target URI to call
    /// @return how the new call is to be; empty refuses, as it is without this method: a far end
    ///   that may transfer can make the phone call anybody
    default Optional<CallOptions> transferRequested(PhoneCall call, String target) {
        return Optional.empty();
    }

    /// How the far end gets on with our transfer; when it succeeded the call is hung up.
    default void transferring(PhoneCall call, TransferProgress progress) {}

    /// Something went wrong that does not end the call, in words.
    default void problem(PhoneCall call, String words) {}

    /// A registration has another state.
    default void registration(PhoneRegistration registration, RegistrationState state) {}
}
