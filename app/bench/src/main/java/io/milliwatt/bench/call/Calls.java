package io.milliwatt.bench.call;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.phone.PacketTap;
import java.util.Optional;

/// Places test calls with the built-in phone.
public interface Calls extends AutoCloseable {
    /// Dials; returns at once. Throws for what is wrong with the request itself (URI, WAV file,
    /// device).
    LiveCall dial(CallRequest request) throws BenchException;

    /// Lets a tap see what the phone sends and receives from now on; nothing happens where the
    /// phone is not one of this process ([#phoneContainer()]).
    default void watch(PacketTap tap) throws BenchException {}

    /// The container that the phone is in; empty when it is in this process.
    default Optional<String> phoneContainer() {
        return Optional.empty();
    }

    /// Ends all calls and the phone.
    @Override
    void close();
}
