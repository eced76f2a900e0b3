package io.milliwatt.bench.call;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipUri;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/// Finds out whom the user wants to call: a bare test number goes to an engine of ours, a SIP URI
/// to where it says, and when that is an engine of ours the engine's own view of the call is to be
/// had as well.
public final class CallTargets {
    /// @param uri the SIP URI to dial
    /// @param engine the engine of ours that answers there
    public record Resolved(String uri, Optional<EngineInfo> engine) {}

    private CallTargets() {}

    /// @param text what the user typed
    /// @param running the engines that run
    /// @throws BenchException no URI, and no engine that a bare number could mean
    public static Resolved resolve(String text, List<EngineInfo> running) throws BenchException {
        String target = text.strip();
        if (!target.contains(":") && !target.contains("@") && !target.isEmpty()) {
            EngineInfo engine = engineForBareNumber(target, running);
            return new Resolved(engine.dial(target), Optional.of(engine));
        }
        SipUri uri;
        try {
            uri =
                    SipUri.parse(
                            target.contains("@") && !target.startsWith("sip")
                                    ? "sip:" + target
                                    : target);
        } catch (SipException failure) {
            throw new BenchException(
                    ProblemCode.BAD_URI,
                    String.valueOf(failure.getMessage()),
                    "Give a URI such as sip:echo@192.0.2.10:5060, or a test number such as echo");
        }
        int port = uri.port() == 0 ? SipUri.DEFAULT_PORT : uri.port();
        for (EngineInfo engine : running) {
            if ((engine.sipPort() == port || engine.tlsPort().orElse(0) == port)
                    && (isAt(engine.reachedAt(), uri) || isAt(engine.advertisedAddress(), uri))) {
                return new Resolved(uri.toString(), Optional.of(engine));
            }
        }
        return new Resolved(uri.toString(), Optional.empty());
    }

    private static boolean isAt(InetAddress address, SipUri uri) {
        return HostAddress.text(address).equals(uri.host())
                || address.getHostAddress().equals(uri.host());
    }

    /// The same over TLS: a bare number is called at its engine's port for it.
    ///
    /// @throws BenchException also when that engine was started without TLS
    public static Resolved resolveTls(String text, List<EngineInfo> running) throws BenchException {
        Resolved plain = resolve(text, running);
        if (text.contains(":") || text.contains("@") || plain.engine().isEmpty()) {
            return plain;
        }
        EngineInfo engine = plain.engine().get();
        String uri =
                engine.dialTls(text.strip())
                        .orElseThrow(() ->
                                new BenchException(
                                        ProblemCode.BAD_CONFIGURATION,
                                        "The engine \""
                                                + engine.name()
                                                + "\" was started without TLS",
                                        "./milliwatt engine stop "
                                                + engine.name()
                                                + ", then ./milliwatt engine start --tls"));
        return new Resolved(uri, plain.engine());
    }

    private static EngineInfo engineForBareNumber(String number, List<EngineInfo> running)
            throws BenchException {
        for (EngineInfo engine : running) {
            if (engine.name().equals(LaunchRequest.DEFAULT_NAME)) {
                return engine;
            }
        }
        if (running.size() == 1) {
            return running.getFirst();
        }
        if (running.isEmpty()) {
            throw new BenchException(
                    ProblemCode.NO_SUCH_ENGINE,
                    "No engine runs that the test number \"" + number + "\" could reach",
                    "./milliwatt engine start, or give a whole URI such as sip:"
                            + number
                            + "@192.0.2.10");
        }
        throw new BenchException(
                ProblemCode.NO_SUCH_ENGINE,
                running.size() + " engines run, and \"" + number + "\" does not say which",
                "Give the URI of one of them: "
                        + String.join(
                                ", ",
                                running.stream().map(engine -> engine.dial(number)).toList()));
    }
}
