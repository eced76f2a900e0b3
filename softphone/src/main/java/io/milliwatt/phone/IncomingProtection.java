package io.milliwatt.phone;

import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpParameters;
import io.milliwatt.protocol.srtp.SrtpReceiver;
import io.milliwatt.protocol.srtp.SrtpResult;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Checks and decrypts what a call receives, in place, with the keys its negotiation has at that
/// moment. One thread owns it.
///
/// A key that a later negotiation repeats goes on where it was, or what was heard before could be
/// played to us again (RFC 3711, section 3.3.2).
final class IncomingProtection {
    private @Nullable SrtpMasterKey key;
    private @Nullable SrtpReceiver receiver;

    /// @param keys empty = the packet is plain RTP
    /// @return [SrtpResult#OK] when the packet is genuine, and RTP from now on
    SrtpResult open(ByteBuffer packet, Optional<SrtpParameters> keys) {
        return keys.isEmpty() ? SrtpResult.OK : receiverOf(keys.get()).unprotect(packet);
    }

    /// The same for RTCP.
    SrtpResult openRtcp(ByteBuffer packet, Optional<SrtpParameters> keys) {
        return keys.isEmpty() ? SrtpResult.OK : receiverOf(keys.get()).unprotectRtcp(packet);
    }

    private SrtpReceiver receiverOf(SrtpParameters keys) {
        SrtpReceiver known = receiver;
        if (known == null || !keys.receive().equals(key)) {
            known = new SrtpReceiver(keys.receive());
            key = keys.receive();
            receiver = known;
        }
        return known;
    }
}
