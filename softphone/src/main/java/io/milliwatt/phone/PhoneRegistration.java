package io.milliwatt.phone;

import io.milliwatt.sip.Credentials;
import io.milliwatt.sip.Registration;
import io.milliwatt.sip.RequestOutcome;
import io.milliwatt.sip.SipEndpoint;
import io.milliwatt.sip.SipUri;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A registration that is renewed until it is closed, RFC 3261, section 10.2.
public final class PhoneRegistration implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofMillis(800);
    private static final Duration LEAST = Duration.ofSeconds(5);
    private static final Pattern EXPIRES = Pattern.compile("(?i)expires=(\\d{1,9})");

    private final Phone phone;
    private final SipUri registrar;
    private final String user;
    private final Optional<Credentials> credentials;
    private final Duration expiry;
    private final String callId = SipEndpoint.newCallId();
    private final Object lock = new Object();
    private RegistrationState state = new RegistrationState.Registering();
    private long sequence = 1;
    private boolean closed;
    private @Nullable Future<?> next;

    PhoneRegistration(
            Phone phone,
            SipUri registrar,
            String user,
            Optional<Credentials> credentials,
            Duration expiry) {
        this.phone = phone;
        this.registrar = registrar;
        this.user = user;
        this.credentials = credentials;
        this.expiry = expiry;
    }

    public RegistrationState state() {
        synchronized (lock) {
            return state;
        }
    }

    public SipUri registrar() {
        return registrar;
    }

    void begin() {
        synchronized (lock) {
            if (closed) {
                return;
            }
        }
        var _ = send(expiry).thenAccept(this::answered);
    }

    private CompletableFuture<RequestOutcome> send(Duration lifetime) {
        long number;
        synchronized (lock) {
            number = sequence;
            sequence += 3; // digest may take two more
        }
        return phone.endpoint()
                .register(
                        new Registration(
                                registrar,
                                user,
                                phone.config().identity().displayName(),
                                credentials,
                                lifetime,
                                callId,
                                number,
                                TIMEOUT));
    }

    private void answered(RequestOutcome outcome) {
        switch (outcome) {
            case RequestOutcome.Answered answer when answer.success() -> {
                Duration lifetime = lifetime(answer);
                become(
                        new RegistrationState.Registered(Instant.now().plus(lifetime)),
                        renewal(lifetime));
            }
            case RequestOutcome.Answered answer ->
                    become(
                            new RegistrationState.Failed(
                                    registrar
                                            + " refused the registration of "
                                            + user
                                            + " ("
                                            + answer.status()
                                            + " "
                                            + answer.reason()
                                            + ")"),
                            RETRY);
            case RequestOutcome.Unanswered silence ->
                    become(new RegistrationState.Failed(silence.words()), RETRY);
        }
    }

    /// What the registrar granted: the parameter of our Contact, the Expires header, or what we
    /// asked.
    private Duration lifetime(RequestOutcome.Answered answer) {
        Matcher contact = EXPIRES.matcher(answer.headers().getOrDefault("Contact", ""));
        String header = answer.headers().getOrDefault("Expires", "");
        if (contact.find()) {
            return Duration.ofSeconds(Long.parseLong(contact.group(1)));
        }
        return header.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(header)) : expiry;
    }

    private static Duration renewal(Duration lifetime) {
        Duration early = lifetime.multipliedBy(4).dividedBy(5);
        return early.compareTo(LEAST) < 0 ? LEAST : early;
    }

    private void become(RegistrationState now, Duration again) {
        synchronized (lock) {
            if (closed) {
                return;
            }
            state = now;
            next = phone.threads().after(again, this::begin);
        }
        phone.tell(() -> phone.listener().registration(this, now));
    }

    /// Takes the registration back; waits for the answer, but not long.
    @Override
    public void close() {
        closeAll(List.of(this));
    }

    static void closeAll(List<PhoneRegistration> registrations) {
        List<CompletableFuture<RequestOutcome>> goodbyes =
                registrations.stream().flatMap(r -> r.takeBack().stream()).toList();
        try {
            CompletableFuture.allOf(goodbyes.toArray(CompletableFuture[]::new))
                    .get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return; // it expires by itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<CompletableFuture<RequestOutcome>> takeBack() {
        boolean registered;
        synchronized (lock) {
            if (closed) {
                return Optional.empty();
            }
            closed = true;
            registered = state instanceof RegistrationState.Registered;
            state = new RegistrationState.Unregistered();
            if (next != null) {
                next.cancel(false);
            }
        }
        phone.forget(this);
        phone.tell(() -> phone.listener().registration(this, new RegistrationState.Unregistered()));
        return registered ? Optional.of(send(Duration.ZERO)) : Optional.empty();
    }
}
