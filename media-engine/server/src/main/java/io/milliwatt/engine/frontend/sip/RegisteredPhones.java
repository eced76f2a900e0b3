package io.milliwatt.engine.frontend.sip;

import io.milliwatt.sip.Binding;
import io.milliwatt.sip.SipUri;
import java.util.List;
import java.util.Optional;

/// Where the users of the registrar can be called. The only places that the engine calls.
final class RegisteredPhones {
    /// What there is to call.
    sealed interface Found {
        /// @param contacts at least one
        record Phones(List<SipUri> contacts) implements Found {}

        /// @param status for who wants to call: 404 or 480
        record None(int status, String why) implements Found {}
    }

    private final RegistrarFrontEnd registrar;

    RegisteredPhones(RegistrarFrontEnd registrar) {
        this.registrar = registrar;
    }

    Found of(String user) {
        Optional<List<Binding>> bindings = registrar.lookup(user);
        if (bindings.isEmpty()) {
            return new Found.None(404, "there is no such user: see --users");
        }
        return bindings.get().isEmpty()
                ? new Found.None(480, "no phone is registered as that user")
                : new Found.Phones(bindings.get().stream().map(Binding::target).toList());
    }
}
