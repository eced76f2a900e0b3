package io.milliwatt.cli;

import io.milliwatt.bench.docker.DockerSite;
import io.milliwatt.bench.network.AddressSettings;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.plan.NetworkPlan;
import io.milliwatt.bench.plan.PlanRequest;
import io.milliwatt.bench.plan.PublishCosts;
import io.milliwatt.bench.problem.BenchException;
import java.net.InetAddress;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The use cases of `milliwatt network`.
public interface NetworkServices {
    /// This host's addresses for calls with one peer, best first.
    ///
    /// @throws BenchException there is no way to the peer
    List<HostAddress> addressesFor(InetAddress peer) throws BenchException;

    /// What the user decided about addresses.
    AddressSettings addressSettings();

    /// Where containers run, and what does not work there.
    DockerSite site() throws BenchException;

    /// What so many calls cost.
    NetworkPlan plan(PlanRequest request) throws BenchException;

    /// Measures what publishing costs here, and keeps it.
    PublishCosts calibrate(Consumer<String> progress, BooleanSupplier cancelled)
            throws BenchException;
}
