package io.milliwatt.cli;

import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.route.ProbeReport;
import io.milliwatt.bench.route.RouteStep;
import io.milliwatt.bench.route.RouteSurvey;
import io.milliwatt.bench.toolbox.HostChange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/// The use cases of `milliwatt route`.
public interface RouteServices {
    /// Reads the host and judges.
    RouteSurvey survey(String network, Optional<InetAddress> phone) throws BenchException;

    /// Makes one change.
    HostChange make(RouteStep step) throws BenchException;

    /// The changes for a network that are in force.
    List<HostChange> inForce(Subnet subnet) throws BenchException;

    /// Undoes them.
    List<HostChange> close(Subnet subnet) throws BenchException;

    /// Asks an engine at its container's address from a place on the LAN.
    ///
    /// @param withRoute whether that place is given the static route first, as a phone would be
    ProbeReport probe(RouteSurvey survey, InetSocketAddress engine, boolean withRoute)
            throws BenchException;
}
