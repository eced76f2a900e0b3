package io.milliwatt.phone;

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

    /// Something went wrong that does not end the call, in words.
    default void problem(PhoneCall call, String words) {}

    /// A registration has another state.
    default void registration(PhoneRegistration registration, RegistrationState state) {}
}
