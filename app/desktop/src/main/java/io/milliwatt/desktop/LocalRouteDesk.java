package io.milliwatt.desktop;

import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.plan.NetworkPlan;
import io.milliwatt.bench.plan.NetworkPlans;
import io.milliwatt.bench.plan.PlanRequest;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.route.ContainerSubnets;
import io.milliwatt.bench.route.LanAsker;
import io.milliwatt.bench.route.LanRoutes;
import io.milliwatt.bench.route.ProbeReport;
import io.milliwatt.bench.route.RouteStep;
import io.milliwatt.bench.route.RouteSurvey;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.presentation.network.RouteDesk;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// Ports and routes of this machine and its Docker.
final class LocalRouteDesk implements RouteDesk {
    @Override
    public NetworkPlan plan(PlanRequest request) {
        return NetworkPlans.create(new DockerConnection(DockerEndpoint.ofUser())).plan(request);
    }

    @Override
    public RouteSurvey survey() throws BenchException {
        return LanRoutes.create().survey(ContainerSubnets.DEFAULT, Optional.empty());
    }

    @Override
    public void make(RouteStep step) throws BenchException {
        LanRoutes.create().make(step);
    }

    @Override
    public ProbeReport probe(RouteSurvey survey, InetSocketAddress engine, boolean withRoute)
            throws BenchException {
        return LanRoutes.create().probe(survey, engine, LanAsker.class, withRoute);
    }

    @Override
    public List<HostChange> inForce(Subnet subnet) throws BenchException {
        return LanRoutes.create().inForce(subnet);
    }

    @Override
    public void close(Subnet subnet) throws BenchException {
        LanRoutes.create().close(subnet);
    }
}
