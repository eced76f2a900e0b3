package io.milliwatt.presentation;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.presentation.image.ImageBuilder;
import io.milliwatt.presentation.network.RouteDesk;
import java.util.List;

/// The use cases behind the window. Everything here may take seconds the first time it is asked,
/// because what it stands on (the Docker client, the SIP stack) is loaded then: it is asked on the
/// task runner only.
public interface Backend extends AutoCloseable {
    Engines engines();

    Calls calls() throws BenchException;

    /// The addresses of this host, best first.
    List<HostAddress> addresses() throws BenchException;

    /// Ports planned, and the way from the LAN to containers.
    RouteDesk routes();

    /// The image of the built-in engine.
    ImageBuilder images();

    /// What there is to hear and speak with.
    AudioDevices devices();

    /// Ends calls and phone; engines are stopped by who launched them.
    @Override
    void close();
}
