package io.milliwatt.bench.checkup;

import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.bench.doctor.Topology;
import io.milliwatt.bench.engine.SipProbe;
import io.milliwatt.bench.network.HostInterface;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.topology.TopologyLook;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipTransport;
import io.milliwatt.sip.SipUri;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Looks at a server before a call.
public final class Checkup {
    private final TopologyLook look;

    public Checkup(TopologyLook look) {
        this.look = look;
    }

    /// With the user's Docker.
    public static Checkup create() {
        return new Checkup(TopologyLook.create());
    }

    /// Runs it: some seconds.
    ///
    /// @param progress told what is being looked at, a line each
    /// @param cancelled looked at between the steps; the probing call is ended all the same
    /// @throws BenchException `BAD_URI`, `CANCELLED`
    public CheckupReport run(
            CheckupRequest request, Consumer<String> progress, BooleanSupplier cancelled)
            throws BenchException {
        SipUri uri = uri(request.target());
        InetSocketAddress server = resolve(uri);
        var phone =
                new Topology.Phone(
                        request.phone().map(InetAddress::getHostAddress).orElse(""),
                        false,
                        List.of());
        progress.accept("Ask Docker who answers at " + text(server));
        Topology quick = look.quick(request.target(), request.engine(), phone);
        Set<InetAddress> host = HostInterface.addressesOfThisHost();
        try (var call = new ProbeCall(server)) {
            stopIf(cancelled);
            progress.accept("Send OPTIONS to " + text(server));
            Optional<SipProbe.Response> options = call.options();
            stopIf(cancelled);
            progress.accept("Send INVITE with an offer that nobody uses");
            Optional<SipProbe.Response> answer = call.invite(uri.user());
            boolean answered = answer.filter(it -> it.status() < 300).isPresent();
            boolean echoes = answered && uri.user().equalsIgnoreCase("echo");
            int back = -1;
            if (echoes) {
                progress.accept("Send a few packets to be echoed");
                back = echo(call);
            }
            stopIf(cancelled);
            progress.accept("Look at routes, rules, flows and sockets");
            CallEvidence evidence =
                    ProbeEvidence.of(
                            request,
                            host,
                            call,
                            answer.map(SipProbe.Response::status).orElse(0),
                            answer.map(SipProbe.Response::words).orElse("nothing came back"));
            Topology deep = look.deep(quick, evidence.with(quick), Optional.empty());
            return new Judgement(request, evidence.with(deep), options, answer, back).report();
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.BAD_URI,
                    text(server) + " cannot be asked: " + e.getMessage(),
                    "Check the address, and that this host has a route there: ip route get "
                            + server.getAddress().getHostAddress(),
                    e);
        }
    }

    private static int echo(ProbeCall call) {
        try {
            return call.echo();
        } catch (IOException _) {
            return 0; // no audio in the answer, or no way to it: the rules say which
        }
    }

    private static void stopIf(BooleanSupplier cancelled) throws BenchException {
        if (cancelled.getAsBoolean()) {
            throw new BenchException(
                    ProblemCode.CANCELLED, "The doctor was cancelled", "Run it again");
        }
    }

    private static SipUri uri(String target) throws BenchException {
        try {
            SipUri uri = SipUri.parse(target);
            if (uri.effectiveTransport() != SipTransport.UDP) {
                throw new BenchException(
                        ProblemCode.BAD_URI,
                        "The doctor asks over UDP, not " + uri.effectiveTransport(),
                        "Leave transport= away; ./milliwatt call --transport tcp or tls places a call");
            }
            return uri;
        } catch (SipException e) {
            throw new BenchException(
                    ProblemCode.BAD_URI,
                    String.valueOf(e.getMessage()),
                    "Give a URI such as sip:192.0.2.10:5060 or sip:echo@192.0.2.10");
        }
    }

    private static InetSocketAddress resolve(SipUri uri) throws BenchException {
        try {
            return uri.resolve();
        } catch (SipException e) {
            throw new BenchException(
                    ProblemCode.BAD_URI,
                    String.valueOf(e.getMessage()),
                    "Give an address, or a name that this host resolves");
        }
    }

    private static String text(InetSocketAddress server) {
        return server.getAddress().getHostAddress() + ":" + server.getPort();
    }
}
