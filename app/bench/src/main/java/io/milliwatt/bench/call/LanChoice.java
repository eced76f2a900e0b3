package io.milliwatt.bench.call;

import io.milliwatt.bench.network.Subnet;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a phone on the LAN has.
///
/// @param routes networks that it, or its router, has a static route to by way of this host
/// @param beside an engine's container in mode macvlan, whose Docker network the phone joins
///   instead of standing behind this host; empty for none
/// @param tls whose certificate it takes over TLS; empty = it speaks none
public record LanChoice(List<Subnet> routes, Optional<String> beside, Optional<TlsChoice> tls) {
    /// Reads networks such as `172.17.0.0/16`.
    ///
    /// @throws BenchException `BAD_USAGE` when one is none
    public static List<Subnet> routes(List<String> words) throws BenchException {
        var routes = new ArrayList<Subnet>();
        for (String each : words) {
            routes.add(
                    Subnet.parse(each)
                            .filter(it -> !each.contains("/") || it.toString().equals(each.strip()))
                            .orElseThrow(() ->
                                    new BenchException(
                                            ProblemCode.BAD_USAGE,
                                            "\"" + each + "\" is no network",
                                            "Give --lan-route a network such as 172.17.0.0/16")));
        }
        return routes;
    }
}
