package io.milliwatt.sip;

import java.util.Locale;
import java.util.Optional;

/// A Session-Expires header, RFC 4028, section 4.
///
/// @param seconds the session interval
/// @param refresher who refreshes, seen from the request it stands in
record SessionExpires(long seconds, Optional<Refresher> refresher) {
    enum Refresher {
        UAC,
        UAS
    }

    /// Empty when it cannot be read; then the session has no limit, as without the header.
    static Optional<SessionExpires> parse(String value) {
        String[] parts = value.split(";", -1);
        long seconds;
        try {
            seconds = Long.parseLong(parts[0].strip());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
        if (seconds <= 0 || seconds > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        Optional<Refresher> refresher = Optional.empty();
        for (int i = 1; i < parts.length; i++) {
            switch (parts[i].strip().toLowerCase(Locale.ROOT)) {
                case "refresher=uac" -> refresher = Optional.of(Refresher.UAC);
                case "refresher=uas" -> refresher = Optional.of(Refresher.UAS);
                default -> {} // parameters of others mean nothing to us
            }
        }
        return Optional.of(new SessionExpires(seconds, refresher));
    }

    /// The first number of a Min-SE header, section 5; 0 when there is none.
    static long minimum(Optional<String> value) {
        return value.flatMap(SessionExpires::parse).map(SessionExpires::seconds).orElse(0L);
    }

    @Override
    public String toString() {
        return seconds
                + refresher.map(r -> ";refresher=" + r.name().toLowerCase(Locale.ROOT)).orElse("");
    }
}
