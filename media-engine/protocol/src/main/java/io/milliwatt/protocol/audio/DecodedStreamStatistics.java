package io.milliwatt.protocol.audio;

/// What a [DecodedStream] saw and did until now.
///
/// @param concealedMillis what was made up
/// @param pulledMillis what was pulled
/// @param scaled how often sound was made shorter or longer to follow the delay
/// @param targetDelayMillis the delay aimed at, beyond that of the fastest packet
/// @param delayMillis the delay there is
/// @param bufferedMillis sound that waits
public record DecodedStreamStatistics(
        Packets packets,
        long concealedMillis,
        long pulledMillis,
        long scaled,
        int targetDelayMillis,
        int delayMillis,
        int bufferedMillis) {

    /// What became of packets that were not just played.
    ///
    /// @param lost not there when they were to be played (some came late)
    /// @param late came after their time
    /// @param recovered lost, but repeated in the next one
    /// @param duplicates came again
    /// @param dropped left out because they fit nowhere
    /// @param malformed no payload of the encoding
    public record Packets(
            long lost, long late, long recovered, long duplicates, long dropped, long malformed) {}
}
