package io.milliwatt.engine;

/// A foreign program in a test.
interface Peer {
    /// All it has printed.
    String said();
}
