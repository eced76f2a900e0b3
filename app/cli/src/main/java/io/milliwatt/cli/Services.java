package io.milliwatt.cli;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.TlsChoice;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LaunchListener;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The use cases that the commands call; made once in [Main], or by a test.
public interface Services {
    Engines engines();

    /// A phone to place calls with; the caller closes it.
    Calls openCalls() throws BenchException;

    /// A phone that speaks TLS; the caller closes it.
    Calls openCalls(TlsChoice tls) throws BenchException;

    /// This host's addresses, best first.
    List<HostAddress> addresses();

    /// Builds the engine image.
    ///
    /// @return its reference and size in words
    String buildEngineImage(boolean force, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException;
}
