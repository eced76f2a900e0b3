package io.milliwatt.engine.media;

import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.protocol.srtp.SrtpParameters;
import io.milliwatt.protocol.srtp.SrtpReceiver;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.protocol.srtp.SrtpSender;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/// SRTP of one transport, in place. What does not fit the key is counted and goes no further.
final class Protection {
    private SrtpParameters keys;
    private SrtpSender sender;
    private SrtpReceiver receiver;
    private final Counters counters;
    private final LongConsumer onRefused;
    private long refused;

    /// @param onRefused told of each packet that was not made with the key that was agreed on: how
    ///   many they are
    Protection(SrtpParameters keys, Counters counters, LongConsumer onRefused) {
        this.onRefused = onRefused;
        this.keys = keys;
        this.sender = new SrtpSender(keys.send());
        this.receiver = new SrtpReceiver(keys.receive());
        this.counters = counters;
    }

    /// Other keys were agreed on. A key that stays goes on where it was: a fresh context would use
    /// its keystream twice (RFC 3711, section 9.1).
    void rekey(SrtpParameters changed) {
        if (!changed.send().equals(keys.send())) {
            sender = new SrtpSender(changed.send());
        }
        if (!changed.receive().equals(keys.receive())) {
            receiver = new SrtpReceiver(changed.receive());
        }
        keys = changed;
    }

    /// @return whether the packet is genuine, and RTP from now on
    boolean open(ByteBuffer packet) {
        return isGenuine(receiver.unprotect(packet));
    }

    /// @return whether the packet is genuine, and RTCP from now on
    boolean openRtcp(ByteBuffer packet) {
        return isGenuine(receiver.unprotectRtcp(packet));
    }

    private boolean isGenuine(SrtpResult result) {
        switch (result) {
            case OK -> {
                return true;
            }
            case REPLAYED -> counters.increment(EngineCounter.SRTP_REPLAYED);
            case MALFORMED -> counters.increment(EngineCounter.RTP_MALFORMED);
            default -> {
                onRefused.accept(++refused);
                counters.increment(EngineCounter.SRTP_REFUSED);
            }
        }
        return false;
    }

    /// @return whether it may be sent
    boolean seal(ByteBuffer packet) {
        return isSealed(sender.protect(packet));
    }

    /// @return whether it may be sent
    boolean sealRtcp(ByteBuffer packet) {
        return isSealed(sender.protectRtcp(packet));
    }

    private boolean isSealed(SrtpResult result) {
        if (result != SrtpResult.OK) {
            counters.increment(EngineCounter.SEND_FAILED);
        }
        return result == SrtpResult.OK;
    }
}
