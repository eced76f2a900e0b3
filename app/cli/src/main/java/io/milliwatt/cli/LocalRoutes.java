package io.milliwatt.cli;

import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.route.LanAsker;
import io.milliwatt.bench.route.LanRoutes;
import io.milliwatt.bench.route.ProbeReport;
import io.milliwatt.bench.route.RouteStep;
import io.milliwatt.bench.route.RouteSurvey;
import io.milliwatt.bench.toolbox.HostChange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// The way from the LAN to containers of the user's Docker.
final class LocalRoutes implements RouteServices {
    private final LanRoutes routes = LanRoutes.create();

    @Override
    public RouteSurvey survey(String network, Optional<InetAddress> phone) throws BenchException {
        return routes.survey(network, phone);
    }

    @Override
    public HostChange make(RouteStep step) throws BenchException {
        return routes.make(step);
    }

    @Override
    public List<HostChange> inForce(Subnet subnet) throws BenchException {
        return routes.inForce(subnet);
    }

    @Override
    public List<HostChange> close(Subnet subnet) throws BenchException {
        return routes.close(subnet);
    }

    @Override
    public ProbeReport probe(RouteSurvey survey, InetSocketAddress engine, boolean withRoute)
            throws BenchException {
        return routes.probe(survey, engine, LanAsker.class, withRoute);
    }
}
