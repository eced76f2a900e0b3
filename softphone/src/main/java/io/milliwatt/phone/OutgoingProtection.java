package io.milliwatt.phone;

import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpParameters;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.protocol.srtp.SrtpSender;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Encrypts what a call sends, in place, with the keys its negotiation has at that moment. One
/// thread owns it.
///
/// A key that a later negotiation repeats goes on where it was: a fresh context would use its
/// keystream twice (RFC 3711, section 9.1).
final class OutgoingProtection {
    private @Nullable SrtpMasterKey key;
    private @Nullable SrtpSender sender;

    /// @param keys empty = the packet stays as it is
    /// @return whether the packet may be sent
    boolean seal(ByteBuffer packet, Optional<SrtpParameters> keys) {
        return keys.isEmpty() || senderOf(keys.get()).protect(packet) == SrtpResult.OK;
    }

    /// The same for RTCP.
    boolean sealRtcp(ByteBuffer packet, Optional<SrtpParameters> keys) {
        return keys.isEmpty() || senderOf(keys.get()).protectRtcp(packet) == SrtpResult.OK;
    }

    private SrtpSender senderOf(SrtpParameters keys) {
        SrtpSender known = sender;
        if (known == null || !keys.send().equals(key)) {
            known = new SrtpSender(keys.send());
            key = keys.send();
            sender = known;
        }
        return known;
    }
}
