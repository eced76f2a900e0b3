package io.milliwatt.sip;

import java.util.Optional;

/// Credentials with the newest challenge and its nonce count; used by one call or registration,
/// never by two threads at once.
final class DigestSession {
    private final Credentials credentials;
    private Optional<Challenged> current = Optional.empty();

    private record Challenged(DigestChallenge challenge, boolean proxy, int nonceCount) {}

    /// A header to add to a request.
    record Header(String name, String value) {}

    DigestSession(Credentials credentials) {
        this.credentials = credentials;
    }

    /// Takes a challenge.
    ///
    /// @return whether another try makes sense: not when these credentials were refused already
    boolean challenged(DigestChallenge challenge, boolean proxy) {
        boolean again =
                current.isEmpty()
                        || challenge.stale()
                        || current.get().proxy() != proxy
                        || !current.get().challenge().realm().equals(challenge.realm());
        current = Optional.of(new Challenged(challenge, proxy, 0));
        return again;
    }

    /// The header for the next request; empty before the first challenge.
    Optional<Header> next(String method, String uri) {
        if (current.isEmpty()) {
            return Optional.empty();
        }
        Challenged used = current.get();
        int count = used.nonceCount() + 1;
        current = Optional.of(new Challenged(used.challenge(), used.proxy(), count));
        return Optional.of(
                new Header(
                        used.proxy() ? "Proxy-Authorization" : "Authorization",
                        Digest.authorization(
                                used.challenge(),
                                credentials,
                                method,
                                uri,
                                count,
                                Tokens.fresh())));
    }
}
