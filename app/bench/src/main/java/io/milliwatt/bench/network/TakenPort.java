package io.milliwatt.bench.network;

/// A port that somebody else listens on.
///
/// @param use the port
/// @param holder who: `sipp (pid 812)`, `container milliwatt-engine`, `a process of root`
public record TakenPort(PortUse use, String holder) {
    @Override
    public String toString() {
        return use + " (" + holder + ")";
    }
}
