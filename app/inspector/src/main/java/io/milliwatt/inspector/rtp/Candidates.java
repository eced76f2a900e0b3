package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.protocol.rtp.RtpSequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Datagrams that look like RTP and whose stream nobody announced: they are held until a second one
/// of the same flow and SSRC has a sequence number near by. Of random bytes, one datagram in four
/// begins like RTP; that two in a flow agree in 32 bits and are near in 16 does not happen.
final class Candidates {
    private static final int MOST_FLOWS = 4096;
    private static final int MOST_HELD = 8;

    /// How far apart two sequence numbers may be: packets between them may be lost or late.
    private static final int NEAR = 100;

    /// RFC 5761, section 4: not for RTP, because with the marker they look like RTCP.
    private static final int FIRST_REFUSED_TYPE = 64;

    private static final int LAST_REFUSED_TYPE = 95;

    private final Map<StreamNumbers, List<RtpFields>> flows =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<StreamNumbers, List<RtpFields>> eldest) {
                    return size() > MOST_FLOWS;
                }
            };

    /// A packet of a stream that is not known came.
    ///
    /// @return the packets of the stream so far, this one the last, when it has become one; else
    ///   none
    List<RtpFields> add(Datagram datagram, RtpFields packet) {
        if (packet.payloadType >= FIRST_REFUSED_TYPE && packet.payloadType <= LAST_REFUSED_TYPE) {
            return List.of();
        }
        StreamNumbers flow = StreamNumbers.of(datagram, packet.ssrc);
        List<RtpFields> held = flows.computeIfAbsent(flow, _ -> new ArrayList<>(2));
        boolean isStream =
                held.stream().anyMatch(earlier -> isNear(earlier.sequence, packet.sequence));
        if (held.size() == MOST_HELD) {
            held.removeFirst();
        }
        held.add(packet.copy());
        if (isStream) {
            flows.remove(flow);
            return held;
        }
        return List.of();
    }

    private static boolean isNear(int one, int other) {
        int apart = RtpSequence.difference(one, other);
        return apart != 0 && Math.abs(apart) <= NEAR;
    }
}
