package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Tap;
import java.util.List;
import java.util.Optional;

/// What is known of the media of a call beside the counts of its streams.
///
/// @param timing how regularly packets came, at each tap where it was measured
/// @param late packets that came to the phone after their time; -1 = not known
/// @param strangers packets that came to the phone from an address, or with a payload type, that
///   was not agreed on
/// @param atServer what was seen at the server's own interface; empty when nobody looked
public record MediaFacts(
        List<Timing> timing, long late, long strangers, Optional<AtServer> atServer) {
    /// Nothing is known.
    public static final MediaFacts UNKNOWN = new MediaFacts(List.of(), -1, 0, Optional.empty());

    public MediaFacts {
        timing = List.copyOf(timing);
    }

    /// How regularly the packets of a stream came.
    ///
    /// @param tap where
    /// @param packetMillis audio in a packet, by its timestamps; milliseconds; NaN = not known
    /// @param driftPpm how much faster (positive) or slower the sender's clock runs than ours;
    ///   parts per million; NaN = not known
    public record Timing(Tap tap, double packetMillis, double driftPpm) {}

    /// Packets of a call seen at the interface of the server's container, by somebody who watched
    /// there for a while.
    ///
    /// @param in RTP packets from the phone
    /// @param out RTP packets that the server sent
    /// @param destinations `IP:port` that it sent them to
    /// @param source `IP:port` that the phone's packets had there; empty when none came
    /// @param refused the port that answered with "port unreachable"; 0 = none did
    public record AtServer(
            long in, long out, List<String> destinations, String source, int refused) {
        public AtServer {
            destinations = List.copyOf(destinations);
        }
    }

    /// The timing at a tap.
    public Optional<Timing> at(Tap tap) {
        return timing.stream().filter(it -> it.tap() == tap).findFirst();
    }
}
