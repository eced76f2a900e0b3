package io.milliwatt.engine.media;

import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.protocol.srtp.SrtpParameters;
import io.milliwatt.protocol.srtp.SrtpReceiver;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.protocol.srtp.SrtpSender;
import java.nio.ByteBuffer;

/// SRTP of one transport, in place. What does not fit the key is counted and goes no further.
final class Protection {
    private final SrtpSender sender;
    private final SrtpReceiver receiver;
    private final Counters counters;
    private long refused;

    Protection(SrtpParameters keys, Counters counters) {
        this.sender = new SrtpSender(keys.send());
        this.receiver = new SrtpReceiver(keys.receive());
        this.counters = counters;
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
                refused++;
                counters.increment(EngineCounter.SRTP_REFUSED);
            }
        }
        return false;
    }

    /// Packets that were not made with the key that was agreed on.
    long refused() {
        return refused;
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
