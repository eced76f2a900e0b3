package io.milliwatt.cli;

import io.milliwatt.bench.docker.DockerSite;
import io.milliwatt.bench.docker.DockerTrait;
import io.milliwatt.bench.network.AddressSettings;
import io.milliwatt.bench.network.EphemeralPorts;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.network.PortProbe;
import io.milliwatt.bench.plan.NetworkPlan;
import io.milliwatt.bench.plan.NetworkPlanner;
import io.milliwatt.bench.plan.PlanRequest;
import io.milliwatt.bench.plan.PublishCosts;
import io.milliwatt.bench.state.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// A network on paper.
final class FakeNetwork implements NetworkServices {
    final List<InetAddress> peers = new ArrayList<>();
    final AddressSettings settings;
    PublishCosts costs = PublishCosts.TYPICAL;
    List<DockerTrait> traits = List.of();

    FakeNetwork() {
        try {
            Path directory = Files.createTempDirectory("network");
            directory.toFile().deleteOnExit();
            settings = new AddressSettings(new StateDirectory(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public List<HostAddress> addressesFor(InetAddress peer) {
        peers.add(peer);
        return List.of(
                new HostAddress(
                        InetAddress.ofLiteral("10.8.0.6"), "tun0", 1, "VPN", "leads there", true));
    }

    @Override
    public AddressSettings addressSettings() {
        return settings;
    }

    @Override
    public DockerSite site() {
        return new DockerSite("28.2.2", traits);
    }

    @Override
    public NetworkPlan plan(PlanRequest request) {
        return new NetworkPlanner(
                        new PortProbe(Path.of("/proc"), Map::of),
                        new EphemeralPorts(32_768, 60_999, ""))
                .plan(request, costs);
    }

    @Override
    public PublishCosts calibrate(Consumer<String> progress, BooleanSupplier cancelled) {
        progress.accept("round 1");
        costs = new PublishCosts(0.2, 0.01, 0.1, 0.04, 3.2, true, true);
        return costs;
    }
}
