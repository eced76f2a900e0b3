package io.milliwatt.engine.frontend.sip;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Which other call a call is joined with: when one ends, so does the other. Any thread.
final class Pairing {
    /// Why a call ends whose partner has gone.
    static final String OTHER_SIDE = "the other side hung up";

    private final SipSession owner;
    private final AtomicReference<@Nullable Pairing> other = new AtomicReference<>();

    Pairing(SipSession owner) {
        this.owner = owner;
    }

    Optional<SipSession> partner() {
        Pairing partner = other.get();
        return partner == null ? Optional.empty() : Optional.of(partner.owner);
    }

    void join(Pairing partner) {
        other.set(partner);
        partner.other.set(this);
        // one of them may have ended before it could see the other
        if (owner.hasEnded()) {
            partner.owner.end(OTHER_SIDE);
        } else if (partner.owner.hasEnded()) {
            owner.end(OTHER_SIDE);
        }
    }

    /// From now on each of the two lives on its own.
    ///
    /// @return who was the partner
    Optional<SipSession> part() {
        Pairing partner = other.getAndSet(null);
        return partner != null && partner.other.compareAndSet(this, null)
                ? Optional.of(partner.owner)
                : Optional.empty();
    }
}
