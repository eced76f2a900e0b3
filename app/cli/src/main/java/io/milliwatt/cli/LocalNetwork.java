package io.milliwatt.cli;

import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.docker.DockerSite;
import io.milliwatt.bench.docker.MachineFacts;
import io.milliwatt.bench.engine.LocalEngines;
import io.milliwatt.bench.network.AddressSettings;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.plan.NetworkPlan;
import io.milliwatt.bench.plan.NetworkPlans;
import io.milliwatt.bench.plan.PlanRequest;
import io.milliwatt.bench.plan.PublishCosts;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.state.StateDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The network of this machine and its Docker.
final class LocalNetwork implements NetworkServices {
    private final DockerConnection docker = new DockerConnection(DockerEndpoint.ofUser());
    private final AddressSettings settings = new AddressSettings(StateDirectory.ofUser());

    @Override
    public List<HostAddress> addressesFor(InetAddress peer) throws BenchException {
        try {
            return LocalEngines.hostAddresses().rankFor(peer);
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.NO_ADDRESS,
                    "This host has no route to " + HostAddress.text(peer),
                    "Look at its routes: ip route get " + HostAddress.text(peer),
                    e);
        }
    }

    @Override
    public AddressSettings addressSettings() {
        return settings;
    }

    @Override
    public DockerSite site() throws BenchException {
        List<String> addresses =
                LocalEngines.rankedAddresses().stream()
                        .filter(HostAddress::usable)
                        .filter(it -> !it.address().isLoopbackAddress())
                        .map(HostAddress::text)
                        .filter(it -> it.indexOf(':') < 0)
                        .toList();
        return DockerSite.of(docker, MachineFacts.read(addresses));
    }

    @Override
    public NetworkPlan plan(PlanRequest request) {
        return plans().plan(request);
    }

    @Override
    public PublishCosts calibrate(Consumer<String> progress, BooleanSupplier cancelled)
            throws BenchException {
        return plans().calibrate(progress, cancelled);
    }

    private NetworkPlans plans() {
        return NetworkPlans.create(docker);
    }
}
