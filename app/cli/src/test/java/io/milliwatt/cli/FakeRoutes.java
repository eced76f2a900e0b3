package io.milliwatt.cli;

import io.milliwatt.bench.network.Lan;
import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.route.ContainerSubnet;
import io.milliwatt.bench.route.HostFacts;
import io.milliwatt.bench.route.HostRoute;
import io.milliwatt.bench.route.Obstacle;
import io.milliwatt.bench.route.ProbeAnswer;
import io.milliwatt.bench.route.ProbeReport;
import io.milliwatt.bench.route.RouteStep;
import io.milliwatt.bench.route.RouteSurvey;
import io.milliwatt.bench.route.RuleSet;
import io.milliwatt.bench.toolbox.Holder;
import io.milliwatt.bench.toolbox.HostChange;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A Docker host on paper: it forwards nothing, and drops what is not published.
final class FakeRoutes implements RouteServices {
    final List<HostChange> made = new ArrayList<>();
    final List<InetSocketAddress> probed = new ArrayList<>();
    List<HostRoute> more = List.of();
    Optional<Obstacle> obstacle = Optional.empty();

    @Override
    public RouteSurvey survey(String network, Optional<InetAddress> phone) {
        var routes = new ArrayList<HostRoute>(more);
        routes.add(
                new HostRoute(
                        Subnet.parse("192.168.1.0/24").orElseThrow(),
                        Optional.empty(),
                        "eth0",
                        Optional.of("192.168.1.20")));
        return new RouteSurvey(
                new ContainerSubnet(
                        network,
                        Subnet.parse("172.17.0.0/16").orElseThrow(),
                        "172.17.0.1",
                        "docker0",
                        Map.of()),
                Lan.of(
                        "eth0",
                        Subnet.parse("192.168.1.0/24").orElseThrow(),
                        (Inet4Address) InetAddress.ofLiteral("192.168.1.20")),
                new HostFacts(
                        false,
                        routes,
                        RuleSet.parse(
                                "*filter\n:FORWARD DROP [0:0]\n:DOCKER-USER - [0:0]\nCOMMIT\n")));
    }

    @Override
    public HostChange make(RouteStep step) {
        var change =
                new HostChange(
                        "change-" + made.size(),
                        step.command().purpose(),
                        step.command().change(),
                        step.command().undo(),
                        new Holder.OfUser(),
                        "unix:///var/run/docker.sock",
                        List.of());
        made.add(change);
        return change;
    }

    @Override
    public List<HostChange> inForce(Subnet subnet) {
        return List.copyOf(made);
    }

    @Override
    public List<HostChange> close(Subnet subnet) {
        List<HostChange> undone = List.copyOf(made).reversed();
        made.clear();
        return undone;
    }

    @Override
    public ProbeReport probe(RouteSurvey survey, InetSocketAddress engine, boolean withRoute) {
        probed.add(engine);
        return new ProbeReport(
                obstacle.isPresent()
                        ? new ProbeAnswer("198.51.100.2", "", 0, "")
                        : new ProbeAnswer("198.51.100.2", "200 OK", 10, ""),
                obstacle,
                3);
    }
}
