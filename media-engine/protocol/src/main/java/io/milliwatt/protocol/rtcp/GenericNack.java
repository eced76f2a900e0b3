package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.rtp.RtpSequence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Packets that did not come, RFC 4585, section 6.2.1: FMT 1 of a [TransportFeedback].
///
/// ```
/// |            PID                |             BLP               |
/// ```
///
/// @param losses at least one
public record GenericNack(List<Losses> losses) implements TransportFeedback.Message {
    static final int FORMAT = 1;

    /// Sequence numbers that follow its first and that one [Losses] can name.
    private static final int FOLLOWING = 16;

    /// One lost packet and which of the 16 after it are lost too.
    ///
    /// @param packetId sequence number, 0 to 65535
    /// @param following bit `i` (0 is the least significant) stands for `packetId + i + 1`
    public record Losses(int packetId, int following) {
        public Losses {
            if (packetId < 0 || packetId > 0xffff || following < 0 || following > 0xffff) {
                throw new IllegalArgumentException(
                        "PID and BLP must fit 16 bits, are " + packetId + " and " + following);
            }
        }

        /// The sequence numbers, in the order they were sent.
        public List<Integer> sequenceNumbers() {
            List<Integer> numbers = new ArrayList<>(1 + Integer.bitCount(following));
            numbers.add(packetId);
            for (int i = 0; i < FOLLOWING; i++) {
                if ((following >> i & 1) != 0) {
                    numbers.add(RtpSequence.of(packetId + i + 1L));
                }
            }
            return numbers;
        }
    }

    public GenericNack {
        losses = List.copyOf(losses);
        if (losses.isEmpty()) {
            throw new IllegalArgumentException("a generic NACK names at least 1 packet, not 0");
        }
    }

    /// Names packets in as few octets as there can be.
    ///
    /// @param sequenceNumbers in the order they were sent, at least one
    public static GenericNack of(List<Integer> sequenceNumbers) {
        List<Losses> losses = new ArrayList<>();
        int first = -1;
        int following = 0;
        for (int number : sequenceNumbers) {
            int distance = first < 0 ? 0 : RtpSequence.difference(number, first);
            if (first >= 0 && distance >= 1 && distance <= FOLLOWING) {
                following |= 1 << (distance - 1);
            } else if (first < 0 || distance != 0) {
                if (first >= 0) {
                    losses.add(new Losses(first, following));
                }
                first = number;
                following = 0;
            }
        }
        if (first >= 0) {
            losses.add(new Losses(first, following));
        }
        return new GenericNack(losses);
    }

    static GenericNack read(ByteBuffer body) {
        List<Losses> losses = new ArrayList<>(body.remaining() / 4);
        while (body.hasRemaining()) {
            losses.add(new Losses(body.getShort() & 0xffff, body.getShort() & 0xffff));
        }
        return new GenericNack(losses);
    }

    /// All sequence numbers it names.
    public List<Integer> sequenceNumbers() {
        return losses.stream().flatMap(some -> some.sequenceNumbers().stream()).toList();
    }

    /// How many packets it names; one that is named twice counts twice.
    public int count() {
        return losses.stream().mapToInt(some -> 1 + Integer.bitCount(some.following())).sum();
    }

    @Override
    public int format() {
        return FORMAT;
    }

    @Override
    public int size() {
        return 4 * losses.size();
    }

    @Override
    public void writeTo(ByteBuffer out) {
        for (Losses some : losses) {
            out.putShort((short) some.packetId());
            out.putShort((short) some.following());
        }
    }
}
