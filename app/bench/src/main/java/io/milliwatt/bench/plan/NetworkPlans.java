package io.milliwatt.bench.plan;

import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.engine.DockerHost;
import io.milliwatt.bench.network.EphemeralPorts;
import io.milliwatt.bench.network.PortProbe;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.state.StateDirectory;
import io.milliwatt.bench.toolbox.ToolboxImages;
import io.milliwatt.images.CacheDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Planning for the Docker of this user, with what was measured on it before.
public final class NetworkPlans {
    private static final String COSTS = "publish-costs";

    private final DockerConnection docker;
    private final StateDirectory states;
    private final IdleImageSource image;
    private final PortProbe ports;

    /// Knows, and makes when needed, an image for containers that do nothing.
    @FunctionalInterface
    public interface IdleImageSource {
        /// @throws BenchException it could not be made
        Calibration.IdleImage get(Consumer<String> progress, BooleanSupplier cancelled)
                throws BenchException;
    }

    public NetworkPlans(DockerConnection docker, StateDirectory states, IdleImageSource image) {
        this.docker = docker;
        this.states = states;
        this.image = image;
        this.ports = new PortProbe(Path.of("/proc"), new DockerHost(docker)::publishedPorts);
    }

    /// Planning for the user's Docker; the calibration takes the toolbox image, and makes it when
    /// it is missing.
    public static NetworkPlans create(DockerConnection docker) {
        var images = new ToolboxImages(docker, CacheDirectory.ofUser());
        return new NetworkPlans(
                docker,
                StateDirectory.ofUser(),
                (progress, cancelled) -> {
                    images.build(
                            false,
                            (step, detail, _) -> progress.accept(step.title() + ": " + detail),
                            cancelled);
                    return new Calibration.IdleImage(
                            images.reference(), List.of("sleep", "2147483647"));
                });
    }

    /// Plans with the measured costs, or typical ones where none were measured.
    public NetworkPlan plan(PlanRequest request) {
        return new NetworkPlanner(ports, EphemeralPorts.read(Path.of("/proc")))
                .plan(request, costs());
    }

    /// What publishing costs here.
    public PublishCosts costs() {
        try {
            // a file of another version may lack what this one computes with
            return states.read(COSTS, PublishCosts.class)
                    .filter(it -> it.startBaseSeconds() > 0 && it.stopBaseSeconds() > 0)
                    .orElse(PublishCosts.TYPICAL);
        } catch (IOException _) {
            return PublishCosts.TYPICAL;
        }
    }

    /// Measures what publishing costs on this daemon, and keeps it for later plans. About twenty
    /// seconds; nothing is left when it fails or is cancelled.
    public PublishCosts calibrate(Consumer<String> progress, BooleanSupplier cancelled)
            throws BenchException {
        docker.check();
        var calibration =
                new Calibration(
                        docker,
                        ports,
                        new ProxyMemory(Path.of("/proc")),
                        image.get(progress, cancelled));
        PublishCosts costs = calibration.measure(progress, cancelled);
        try {
            states.write(COSTS, costs);
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "The measured costs cannot be kept in " + states.root(),
                    "Make it writable, or set XDG_STATE_HOME",
                    e);
        }
        return costs;
    }
}
