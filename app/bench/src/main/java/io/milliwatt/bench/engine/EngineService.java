package io.milliwatt.bench.engine;

/// A part of a running engine that listens or works.
///
/// @param name what it is: `SIP over UDP`
/// @param where address and port, or ports
/// @param state `up`, or in the engine's words why not
public record EngineService(String name, String where, String state) {
    public boolean up() {
        return state.startsWith("up");
    }
}
