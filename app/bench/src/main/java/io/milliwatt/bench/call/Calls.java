package io.milliwatt.bench.call;

import io.milliwatt.bench.problem.BenchException;

/// Places test calls with the built-in phone.
public interface Calls extends AutoCloseable {
    /// Dials; returns at once. Throws for what is wrong with the request itself (URI, WAV file,
    /// device).
    LiveCall dial(CallRequest request) throws BenchException;

    /// Ends all calls and the phone.
    @Override
    void close();
}
