package io.milliwatt.bench.engine;

import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// The course of a launch, in whatever runtime.
///
/// @param docker asked whether there is one
/// @param inDocker the runtime where there is
/// @param embedded the runtime where there is none, or that was asked for
/// @param ephemeral takes in engines that end with this process
/// @param realTime shares the budget anew
record Launcher(
        DockerConnection docker,
        DockerRuntime inDocker,
        EmbeddedRuntime embedded,
        EphemeralEngines ephemeral,
        RealTimeShares realTime) {
    /// Chooses the address, looks at all that can be wrong, creates, starts, and waits until it is
    /// ready. What was made is removed when that fails.
    EngineInfo launch(LaunchRequest request, LaunchListener listener, BooleanSupplier cancelled)
            throws BenchException {
        long begin = System.nanoTime();
        LocalEngines.checkName(request.name());
        var begun = Patience.of(cancelled, Patience.Watch.NOTHING, Readiness.LIMIT_MILLIS);
        begun.check();
        EngineRuntime runtime =
                Patience.Step.begin(() -> runtimeFor(request, listener)).await(begun);
        InetAddress host = runtime.chooseAddress(request, listener);
        embedded.removeLeftovers();
        if (runtime.kind() == RuntimeKind.DOCKER) {
            inDocker.removeLeftovers();
        }
        makeRoomFor(request.name(), runtime);
        realTime.check(request.settings(), runtime.kind());
        runtime.check(request, host, listener);
        runtime.prepare(request, listener, cancelled);
        StartedEngine started = start(runtime, request, host, listener, cancelled);
        try (Patience.Watch watch = started.watch()) {
            if (request.ephemeral()) {
                ephemeral.add(request.name());
            }
            var patience = Patience.of(cancelled, watch, Readiness.LIMIT_MILLIS);
            new Readiness(started, listener, patience).await();
            realTime.changed(request.settings());
            double readyMillis = (System.nanoTime() - begin) / 1e6;
            runtime.ready(request.name(), readyMillis);
            EngineInfo engine =
                    runtime.find(request.name())
                            .orElseThrow(() -> LocalEngines.noSuchEngine(request.name()));
            listener.progress(LaunchStep.WAIT_RTP, "ready: " + engine.dial("echo"), 1);
            return engine;
        } catch (BenchException | RuntimeException e) {
            removeAfter(e, runtime, request.name());
            realTime.changedAfter(e, request.settings());
            throw e;
        }
    }

    /// A port may be taken between the look at the ports and the start: then the ports are looked
    /// at again, for who has it.
    private StartedEngine start(
            EngineRuntime runtime,
            LaunchRequest request,
            InetAddress host,
            LaunchListener listener,
            BooleanSupplier cancelled)
            throws BenchException {
        try {
            return runtime.start(request, host, listener, cancelled);
        } catch (BenchException e) {
            if (e.code() == ProblemCode.PORT_TAKEN) {
                runtime.check(request, host, listener);
            }
            throw e;
        }
    }

    private void removeAfter(Exception failure, EngineRuntime runtime, String name) {
        boolean interrupted = Thread.interrupted(); // cleaning up comes first
        try {
            runtime.remove(name);
        } catch (BenchException e) {
            failure.addSuppressed(e);
        } finally {
            ephemeral.forget(name);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private EngineRuntime runtimeFor(LaunchRequest request, LaunchListener listener)
            throws BenchException {
        if (request.runtime().isPresent()) {
            if (request.runtime().get() == RuntimeKind.EMBEDDED) {
                return embedded;
            }
            docker.check();
            return inDocker;
        }
        try {
            docker.check();
            return inDocker;
        } catch (BenchException e) {
            if (request.placement().mode().ownAddress()) {
                throw e; // only a container has an address of its own
            }
            listener.progress(LaunchStep.CHOOSE_ADDRESS, e.getMessage() + "; embedded instead", 0);
            return embedded;
        }
    }

    /// An engine of that name that has ended is forgotten; one that runs keeps its name, in
    /// whatever runtime.
    private void makeRoomFor(String name, EngineRuntime runtime) throws BenchException {
        Optional<EngineInfo> same = runtime.find(name);
        if (same.isPresent()) {
            if (same.get().running()) {
                throw LocalEngines.nameTaken(name);
            }
            runtime.remove(name);
        }
        boolean elsewhere =
                switch (runtime.kind()) {
                    case DOCKER -> embedded.find(name).filter(EngineInfo::running).isPresent();
                    case EMBEDDED ->
                            docker.isReachable()
                                    && docker.isRunning(EngineContainer.containerName(name));
                };
        if (elsewhere) {
            throw LocalEngines.nameTaken(name);
        }
    }
}
