package io.milliwatt.bench.tap;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What taps saw.
///
/// @param taps in the order of their interfaces in the file
/// @param hops stream by stream, point by point
/// @param clocks how the taps' clocks stand to each other
/// @param notes what must be known to read the figures, in words: a clock that jumped, streams that
///   were too many
/// @param file where the packets are; empty when they were not written
public record TapReport(
        List<TapState> taps,
        List<Hop> hops,
        List<ClockComparison> clocks,
        List<String> notes,
        Optional<Path> file) {
    /// How a tap inside the softphone sees; also what a capture file says of its interface.
    public static final String INSIDE_PHONE = "inside the softphone, in clear";

    /// Nothing was seen.
    public static final TapReport NOTHING =
            new TapReport(List.of(), List.of(), List.of(), List.of(), Optional.empty());

    public TapReport {
        taps = List.copyOf(taps);
        hops = List.copyOf(hops);
        clocks = List.copyOf(clocks);
        notes = List.copyOf(notes);
    }

    /// A tap.
    ///
    /// @param place where it stands
    /// @param description how it sees
    /// @param packets that were handed over
    /// @param kernelDropped that the kernel had no room for, as tcpdump says
    /// @param ownDropped that we had no room for
    /// @param problem why it stopped; empty while it goes on, or when it was ended
    public record TapState(
            Place place,
            String description,
            long packets,
            long kernelDropped,
            long ownDropped,
            Optional<String> problem) {}

    /// Packets that were not seen, at all taps.
    public long dropped() {
        return taps.stream().mapToLong(it -> it.kernelDropped() + it.ownDropped()).sum();
    }
}
