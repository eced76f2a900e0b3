package io.milliwatt.transport;

/// What the loop counts about itself. Called on the loop's thread, but for [#commandRefused()].
public interface LoopCounters {
    /// Counts nothing.
    LoopCounters NONE = new LoopCounters() {};

    /// A timer ran more than 5 ms after its time.
    default void lateTimer() {}

    /// The command queue was full and a command was refused. Called on the thread that offered it.
    default void commandRefused() {}

    /// The operating system took a datagram not at all (buffer full, unreachable, no permission).
    default void sendFailed() {}

    /// Reading a socket failed.
    default void receiveFailed() {}

    /// A handler, timer or command threw: a bug, whose call goes on.
    default void taskFailed(Throwable failure) {}

    /// A datagram on a port that calls share came from a source that is no call's.
    default void sourceRefused() {}
}
