package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.protocol.dtmf.TelephoneEvent;
import io.milliwatt.protocol.rtp.RtpSequence;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpReceiver;
import io.milliwatt.protocol.srtp.SrtpResult;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Opens the telephone events of one encrypted stream with the keys of the SDP (RFC 4568), so that
/// its digits are read. Audio stays closed here: only now and then one packet of it is checked,
/// because the roll-over counter (RFC 3711, section 3.3.1) must not be lost between digits.
///
/// A stream that has wrapped before the capture began cannot be opened.
final class SrtpEvents {
    private static final int CHECKED_EACH = 8_192;
    private static final int MOST_ROUNDS = 50;

    private final StreamKey key;
    private final MediaHints hints;
    private final RtpFields plain = new RtpFields();
    private final Datagram opened = new Datagram();
    private @Nullable SrtpReceiver receiver;
    private int triedAtVersion = -1;
    private int rounds;
    private int lastChecked;

    SrtpEvents(StreamKey key, MediaHints hints) {
        this.key = key;
        this.hints = hints;
    }

    /// An audio packet.
    void pass(RtpFields packet) {
        boolean isDue =
                receiver == null
                        ? mayTry()
                        : Math.abs(RtpSequence.difference(packet.sequence, lastChecked))
                                >= CHECKED_EACH;
        if (isDue) {
            open(packet);
        }
    }

    /// The packet in clear; without payload when no key opens it.
    RtpFields open(RtpFields packet) {
        if (packet.payloadOctets <= TelephoneEvent.SIZE) {
            return packet; // there is no room for a tag: a tap that shows in clear what is
            // encrypted on the wire
        }
        byte[] copy =
                Arrays.copyOfRange(
                        packet.bytes,
                        packet.packetOffset,
                        packet.packetOffset + packet.packetThere);
        int octets = receiver == null ? -1 : unprotect(receiver, copy);
        if (octets < 0 && mayTry()) {
            octets = tryKeys(copy);
        }
        if (octets >= 0) {
            lastChecked = packet.sequence;
            opened.seen(packet.timeNanos, packet.frame, key.tap())
                    .carrying(copy, 0, octets, octets);
        }
        if (octets < 0 || !plain.read(opened)) {
            packet.copyTo(plain);
            plain.payloadThere = 0;
        }
        return plain;
    }

    /// Whether something was told since; bounded, because a capture may have keys without end.
    private boolean mayTry() {
        return triedAtVersion != hints.version() && rounds < MOST_ROUNDS;
    }

    private int tryKeys(byte[] packet) {
        triedAtVersion = hints.version();
        rounds++;
        List<SrtpMasterKey> keys = hints.keys(key.source());
        for (SrtpMasterKey each : keys) {
            var candidate = new SrtpReceiver(each);
            int octets = unprotect(candidate, packet);
            if (octets >= 0) {
                receiver = candidate;
                return octets;
            }
        }
        return -1;
    }

    /// Octets in clear; negative, and the packet as it was, when the key does not open it.
    private static int unprotect(SrtpReceiver with, byte[] packet) {
        ByteBuffer buffer = ByteBuffer.wrap(packet);
        return with.unprotect(buffer) == SrtpResult.OK ? buffer.limit() : -1;
    }
}
