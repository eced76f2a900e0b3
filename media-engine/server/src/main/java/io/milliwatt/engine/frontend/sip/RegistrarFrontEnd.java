package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.control.RegistrationView;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.sip.Binding;
import io.milliwatt.sip.RegisterAnswer;
import io.milliwatt.sip.RegisterRequest;
import io.milliwatt.sip.Registrar;
import io.milliwatt.sip.RegistrarLimits;
import io.milliwatt.sip.RegistrarUsers;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Gives the registrar its clock and its randomness, counts, and logs who comes and goes. Any
/// thread.
public final class RegistrarFrontEnd {
    private static final Logger LOG = System.getLogger("registrar");
    private static final int SECRET_OCTETS = 32;

    private final SecureRandom random = new SecureRandom();
    private final Registrar registrar;
    private final Counters counters;

    public RegistrarFrontEnd(RegistrarUsers users, Counters counters) {
        this.counters = counters;
        byte[] secret = new byte[SECRET_OCTETS];
        random.nextBytes(secret);
        registrar = new Registrar(users, RegistrarLimits.DEFAULT, secret);
        if (!users.isEmpty()) {
            LOG.log(Level.INFO, "{0} users may register", users.count());
        }
    }

    /// Answers a REGISTER.
    public RegisterAnswer register(RegisterRequest request) {
        RegisterAnswer answer =
                registrar.register(
                        request, HexFormat.of().toHexDigits(random.nextLong()), Instant.now());
        if (answer.status() == 200) {
            counters.increment(EngineCounter.REGISTRATIONS_TAKEN);
            LOG.log(
                    Level.DEBUG,
                    "{0} of {1} has {2} contacts",
                    request.user(),
                    request.flow().source(),
                    answer.headers().size());
        } else if (answer.status() == 401 && request.authorizations().isEmpty()) {
            counters.increment(EngineCounter.REGISTRATIONS_CHALLENGED);
        } else {
            counters.increment(EngineCounter.REGISTRATIONS_REFUSED);
        }
        return answer;
    }

    /// Where a user can be reached now, the preferred first; empty when there is no such user, an
    /// empty list when the user is not registered.
    public Optional<List<Binding>> lookup(String user) {
        return registrar.lookup(user, Instant.now());
    }

    /// All bindings, for the control API.
    public List<RegistrationView> views() {
        var views = new ArrayList<RegistrationView>();
        registrar
                .all(Instant.now())
                .forEach((user, bindings) -> bindings.forEach(b -> views.add(view(user, b))));
        return views;
    }

    private static RegistrationView view(String user, Binding binding) {
        var source = binding.flow().source();
        String host = source.getAddress().getHostAddress();
        return new RegistrationView(
                user,
                binding.contact(),
                binding.target().toString(),
                (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + source.getPort(),
                binding.flow().transport().name(),
                binding.q(),
                binding.expires().toString());
    }
}
