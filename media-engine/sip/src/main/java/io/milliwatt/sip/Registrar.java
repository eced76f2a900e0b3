package io.milliwatt.sip;

import io.milliwatt.sip.RegisterAnswer.Header;
import io.milliwatt.sip.RegisterRequest.Contact;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Binds addresses of record to contacts, RFC 3261, section 10.3. Pure but for what it remembers:
/// time and randomness are arguments. Any thread, one at a time.
///
/// Deviation: the host part of To is not looked at (section 10.3, step 5, would have 404 for
/// another domain), because an engine in a container is called by many names and addresses.
public final class Registrar {
    private static final int MAX_SOURCES = 10_000;

    private final RegistrarUsers users;
    private final RegistrarLimits limits;
    private final DigestGate gate;
    private final Map<String, Map<String, Binding>> bindings = new HashMap<>();
    private final Map<InetAddress, Failures> failures =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<InetAddress, Failures> eldest) {
                    return size() > MAX_SOURCES;
                }
            };

    private record Failures(int count, Instant last) {}

    /// @param secret random octets of this process, for nonces
    public Registrar(RegistrarUsers users, RegistrarLimits limits, byte[] secret) {
        this.users = users;
        this.limits = limits;
        gate = new DigestGate(users, secret);
    }

    /// Takes a REGISTER.
    ///
    /// @param random fresh, for a nonce
    public synchronized RegisterAnswer register(
            RegisterRequest request, String random, Instant now) {
        if (users.isEmpty()) {
            return RegisterAnswer.of(
                    403,
                    "Forbidden",
                    warning("no users are configured: give --users FILE or MILLIWATT_USERS"));
        }
        InetAddress source = request.flow().source().getAddress();
        Optional<Duration> pause = pause(source, now);
        if (pause.isPresent()) {
            return RegisterAnswer.of(
                    503,
                    "Too Many Failures",
                    new Header("Retry-After", String.valueOf(pause.get().toSeconds() + 1)));
        }
        return switch (gate.check("REGISTER", request.uri(), request.authorizations(), now)) {
            case DigestGate.Verdict.Known(String user) -> {
                failures.remove(source);
                yield user.equals(request.user())
                        ? bind(request, now)
                        : RegisterAnswer.of(
                                403, "Forbidden", warning("this user may not register that one"));
            }
            case DigestGate.Verdict.Asked() -> challenge(request.user(), false, random, now);
            case DigestGate.Verdict.Stale() -> challenge(request.user(), true, random, now);
            case DigestGate.Verdict.Wrong() -> {
                failures.merge(
                        source, new Failures(1, now), (a, b) -> new Failures(a.count + 1, now));
                yield challenge(request.user(), false, random, now);
            }
        };
    }

    private RegisterAnswer challenge(String user, boolean stale, String random, Instant now) {
        return new RegisterAnswer(401, "Unauthorized", gate.challenges(user, stale, random, now));
    }

    private static Header warning(String text) {
        return new Header("Warning", "399 milliwatt \"" + text + "\"");
    }

    private Optional<Duration> pause(InetAddress source, Instant now) {
        Failures of = failures.get(source);
        if (of == null) {
            return Optional.empty();
        }
        Instant end = of.last.plus(limits.failureWindow());
        if (!now.isBefore(end)) {
            failures.remove(source);
            return Optional.empty();
        }
        return of.count < limits.failures()
                ? Optional.empty()
                : Optional.of(Duration.between(now, end));
    }

    /// Steps 6 to 8: all or nothing.
    private RegisterAnswer bind(RegisterRequest request, Instant now) {
        Map<String, Binding> bound = new LinkedHashMap<>(current(request.user(), now));
        RegisterRequest.Contacts contacts = request.contacts();
        if (contacts.wildcard()) {
            if (!contacts.list().isEmpty() || request.expires().orElse(1L) != 0) {
                return RegisterAnswer.of(
                        400, "Bad Contact", warning("* goes with Expires: 0 only"));
            }
            if (bound.values().stream().anyMatch(b -> late(b, request))) {
                return outOfOrder();
            }
            bound.clear();
        }
        for (Contact contact : contacts.list()) {
            String key = key(contact);
            if (bound.containsKey(key) && late(bound.get(key), request)) {
                return outOfOrder();
            }
            long seconds =
                    contact.expires()
                            .or(request::expires)
                            .orElse(limits.defaultExpires().toSeconds());
            if (seconds == 0) {
                bound.remove(key);
                continue;
            }
            if (seconds < limits.minExpires().toSeconds()) {
                return RegisterAnswer.of(
                        423,
                        "Interval Too Brief",
                        new Header("Min-Expires", String.valueOf(limits.minExpires().toSeconds())));
            }
            bound.put(
                    key,
                    new Binding(
                            contact.uri(),
                            Binding.target(contact.address(), request.flow()),
                            contact.q(),
                            now.plusSeconds(Math.min(seconds, limits.maxExpires().toSeconds())),
                            request.order(),
                            request.flow()));
        }
        if (bound.size() > limits.contactsPerUser()) {
            return RegisterAnswer.of(
                    403,
                    "Too Many Contacts",
                    warning("at most " + limits.contactsPerUser() + " contacts a user"));
        }
        bindings.put(request.user(), bound);
        return new RegisterAnswer(200, "OK", contactHeaders(bound, now));
    }

    /// Step 7: the same user agent asks again, with a request that was sent before.
    private static boolean late(Binding binding, RegisterRequest request) {
        return binding.order().callId().equals(request.order().callId())
                && request.order().sequence() <= binding.order().sequence();
    }

    private static RegisterAnswer outOfOrder() {
        return RegisterAnswer.of(500, "Out of Order", warning("CSeq is not higher than before"));
    }

    /// Contacts are the same when their URIs are (RFC 3261, section 19.1.4, as far as user, host,
    /// port and transport go).
    private static String key(Contact contact) {
        SipUri uri = contact.address();
        return new SipUri(
                        uri.user(),
                        uri.host().toLowerCase(Locale.ROOT),
                        uri.port(),
                        uri.transport(),
                        uri.secure())
                .toString();
    }

    private static List<Header> contactHeaders(Map<String, Binding> bound, Instant now) {
        List<Header> headers = new ArrayList<>();
        for (Binding each : bound.values()) {
            headers.add(
                    new Header(
                            "Contact",
                            "<"
                                    + each.contact()
                                    + ">;expires="
                                    + Math.max(1, Duration.between(now, each.expires()).toSeconds())
                                    + (each.q() == 1
                                            ? ""
                                            : String.format(Locale.ROOT, ";q=%.1f", each.q()))));
        }
        return headers;
    }

    private Map<String, Binding> current(String user, Instant now) {
        Map<String, Binding> bound = bindings.getOrDefault(user, Map.of());
        if (bound.values().stream().anyMatch(b -> !now.isBefore(b.expires()))) {
            bound.values().removeIf(b -> !now.isBefore(b.expires()));
        }
        return bound;
    }

    /// Where a user can be reached now, the preferred first; empty when there is no such user, an
    /// empty list when the user is not registered.
    public synchronized Optional<List<Binding>> lookup(String user, Instant now) {
        if (!users.knows(user)) {
            return Optional.empty();
        }
        return Optional.of(
                current(user, now).values().stream()
                        .sorted(
                                Comparator.comparingDouble(Binding::q)
                                        .thenComparing(Binding::expires)
                                        .reversed())
                        .toList());
    }

    /// All bindings, by user.
    public synchronized Map<String, List<Binding>> all(Instant now) {
        Map<String, List<Binding>> all = new LinkedHashMap<>();
        for (String user : List.copyOf(bindings.keySet())) {
            List<Binding> bound = lookup(user, now).orElse(List.of());
            if (bound.isEmpty()) {
                bindings.remove(user);
            } else {
                all.put(user, bound);
            }
        }
        return all;
    }
}
