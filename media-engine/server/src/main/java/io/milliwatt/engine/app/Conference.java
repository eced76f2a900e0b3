package io.milliwatt.engine.app;

import io.milliwatt.engine.media.AudioInput;
import io.milliwatt.engine.media.MediaPath;
import io.milliwatt.protocol.audio.ConferenceMixer;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.transport.LoopTimer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One conference: all who are in it hear each other, nobody hears himself. Mixed each 20 ms at 8
/// kHz, or at 16 kHz as soon as somebody has more. Media loop's thread.
final class Conference {
    /// Most parties.
    static final int CAPACITY = 100;

    private static final int FRAMES_A_SECOND = AudioInput.FRAMES_A_SECOND;
    private static final long FRAME_NANOS = 1_000_000_000L / FRAMES_A_SECOND;
    private static final long GIVE_UP_BEHIND_NANOS = 10 * FRAME_NANOS;
    private static final int NARROW_HZ = 8_000;
    private static final int WIDE_HZ = 16_000;
    private static final int MAX_OCTETS = 4_096;

    private final String name;
    private final Runnable whenEmpty;
    private final List<Seat> seats = new ArrayList<>();
    private final byte[] encoded = new byte[MAX_OCTETS];
    private ConferenceMixer mixer = new ConferenceMixer(NARROW_HZ, NARROW_HZ / FRAMES_A_SECOND);
    private short[] frame = new short[NARROW_HZ / FRAMES_A_SECOND];
    private boolean ticking;
    private long dueNanos;

    /// Who sits in it.
    private static final class Seat {
        final MediaPath path;
        AudioInput input;
        ConferenceMixer.Party party;
        boolean speaking;

        Seat(MediaPath path, AudioInput input, ConferenceMixer.Party party) {
            this.path = path;
            this.input = input;
            this.party = party;
        }
    }

    /// @param whenEmpty told when the last party left
    Conference(String name, Runnable whenEmpty) {
        this.name = name;
        this.whenEmpty = whenEmpty;
    }

    /// @return false when it is full
    boolean join(MediaPath path, long nowNanos) {
        if (seats.size() >= CAPACITY) {
            return false;
        }
        if (path.output().sampleRateHz() > mixer.sampleRateHz() && mixer.sampleRateHz() < WIDE_HZ) {
            widen();
        }
        seats.add(
                new Seat(
                        path,
                        path.listen(mixer.sampleRateHz()),
                        mixer.join(path.output().encoding())));
        if (!ticking) {
            ticking = true;
            dueNanos = nowNanos;
            path.schedule(nowNanos, this::tick);
        }
        tell(path, "joined");
        return true;
    }

    private void widen() {
        mixer = new ConferenceMixer(WIDE_HZ, WIDE_HZ / FRAMES_A_SECOND);
        frame = new short[WIDE_HZ / FRAMES_A_SECOND];
        for (Seat seat : seats) {
            seat.input = seat.path.listen(WIDE_HZ);
            seat.party = mixer.join(seat.path.output().encoding());
        }
    }

    /// The encoding of a party may have changed.
    void refresh(MediaPath path) {
        Seat seat = find(path);
        AudioEncoding encoding = path.output().encoding();
        if (seat != null && !seat.party.encoding().equals(encoding)) {
            mixer.leave(seat.party);
            seat.party = mixer.join(encoding);
        }
    }

    void leave(MediaPath path) {
        Seat seat = find(path);
        if (seat == null) {
            return;
        }
        mixer.leave(seat.party);
        seats.remove(seat);
        tell(path, "left");
        if (seats.isEmpty()) {
            whenEmpty.run();
        }
    }

    private @Nullable Seat find(MediaPath path) {
        for (Seat seat : seats) {
            if (seat.path == path) {
                return seat;
            }
        }
        return null;
    }

    private long tick(long nowNanos) {
        if (seats.isEmpty()) {
            ticking = false;
            return LoopTimer.STOP;
        }
        for (Seat seat : seats) {
            seat.input.take(frame, nowNanos);
            seat.party.speak(frame, 0);
        }
        mixer.mix();
        for (Seat seat : seats) {
            send(seat, nowNanos);
            tellSpeaking(seat);
        }
        dueNanos += FRAME_NANOS;
        if (nowNanos - dueNanos > GIVE_UP_BEHIND_NANOS) {
            dueNanos = nowNanos;
        }
        return dueNanos;
    }

    private void send(Seat seat, long nowNanos) {
        if (seat.path.output().packetMillis() == 1_000 / FRAMES_A_SECOND) {
            int octets = seat.party.encode(encoded, 0);
            seat.path.output().writeEncoded(encoded, octets, nowNanos);
        } else {
            seat.party.hear(frame, 0);
            seat.path.output().write(frame, 0, frame.length, mixer.sampleRateHz(), nowNanos);
        }
    }

    private void tellSpeaking(Seat seat) {
        if (seat.speaking != seat.party.speaking()) {
            seat.speaking = seat.party.speaking();
            tell(seat.path, seat.speaking ? "speaking" : "silent");
        }
    }

    private void tell(MediaPath path, String what) {
        path.tell("conference", Map.of("conference", name, "party", what));
    }

    int size() {
        return seats.size();
    }

    /// What the control API prints.
    Conferences.View view() {
        return new Conferences.View(
                name,
                mixer.sampleRateHz(),
                seats.stream()
                        .map(seat ->
                                new Conferences.PartyView(
                                        Objects.requireNonNull(seat.path.callId()),
                                        seat.party.encoding().name(),
                                        seat.party.speaking(),
                                        level(seat.party)))
                        .toList());
    }

    private static @Nullable Double level(ConferenceMixer.Party party) {
        double level = party.levelDbov();
        return Double.isInfinite(level) ? null : Math.round(10 * level) / 10.0;
    }
}
