package io.milliwatt.presentation.network;

import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.plan.NetworkPlan;
import io.milliwatt.bench.plan.PlanRequest;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.route.ProbeReport;
import io.milliwatt.bench.route.RouteStep;
import io.milliwatt.bench.route.RouteSurvey;
import io.milliwatt.bench.toolbox.HostChange;
import java.net.InetSocketAddress;
import java.util.List;

/// Ports planned, and the way from the LAN to containers. All of it takes seconds: on the task
/// runner only.
public interface RouteDesk {
    /// What so many calls cost, each way of bringing them to an engine.
    NetworkPlan plan(PlanRequest request);

    /// What stands between the LAN of the default route and Docker's bridge. Changes nothing.
    RouteSurvey survey() throws BenchException;

    /// Makes one change on the host; it is journaled.
    void make(RouteStep step) throws BenchException;

    /// Asks an engine at its container's address from a machine on a LAN, which is made for it and
    /// removed.
    ///
    /// @param withRoute whether that machine is given the static route first, as a phone would be
    ProbeReport probe(RouteSurvey survey, InetSocketAddress engine, boolean withRoute)
            throws BenchException;

    /// The changes for a network that are in force.
    List<HostChange> inForce(Subnet subnet) throws BenchException;

    /// Undoes them.
    void close(Subnet subnet) throws BenchException;
}
