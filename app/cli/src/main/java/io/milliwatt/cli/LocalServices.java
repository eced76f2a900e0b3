package io.milliwatt.cli;

import io.milliwatt.bench.call.Calls;
import io.milliwatt.bench.call.PhoneCalls;
import io.milliwatt.bench.call.TlsChoice;
import io.milliwatt.bench.engine.EngineImages;
import io.milliwatt.bench.engine.Engines;
import io.milliwatt.bench.engine.LaunchListener;
import io.milliwatt.bench.engine.LaunchStep;
import io.milliwatt.bench.engine.LocalEngines;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.images.ImageState;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/// The use cases on this machine.
final class LocalServices implements Services {
    private final Engines engines = LocalEngines.create();

    @Override
    public Engines engines() {
        return engines;
    }

    @Override
    public Calls openCalls() {
        return PhoneCalls.open(engines);
    }

    @Override
    public Calls openCalls(TlsChoice tls) throws BenchException {
        return PhoneCalls.open(engines, tls);
    }

    @Override
    public List<HostAddress> addresses() {
        return LocalEngines.rankedAddresses();
    }

    @Override
    public String buildEngineImage(
            boolean force, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        ImageState built =
                EngineImages.create()
                        .build(
                                force,
                                (step, detail, fraction) ->
                                        listener.progress(
                                                LaunchStep.BUILD_IMAGE,
                                                step.title()
                                                        + (detail.isBlank() ? "" : ": " + detail),
                                                fraction),
                                cancelled);
        return String.format(
                Locale.ROOT,
                "%s is up to date, %.1f MB",
                built.reference(),
                built.sizeBytes() / 1e6);
    }
}
