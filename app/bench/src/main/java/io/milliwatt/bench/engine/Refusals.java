package io.milliwatt.bench.engine;

import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/// What the daemon says when it refuses an engine's container, and what to do about it. Its words
/// are not promised: what is not known here is told as it came.
final class Refusals {
    private Refusals() {}

    /// The problem behind a refusal; empty when its words are not known.
    ///
    /// @param host the host's address chosen for the engine
    static Optional<BenchException> of(
            RuntimeException refusal, LaunchRequest request, InetAddress host) {
        String said = DockerConnection.messageOf(refusal);
        String low = said.toLowerCase(Locale.ROOT);
        NetworkMode mode = request.placement().mode();
        if (mode == NetworkMode.MACVLAN) {
            if (low.contains("operation not supported")
                    || low.contains("failed to create the macvlan port")
                    || low.contains("invalid argument")) {
                return problem(
                        ProblemCode.MODE_NOT_POSSIBLE,
                        "The kernel or the interface does not carry macvlan: " + said,
                        "Load it (modprobe macvlan) or take a wired interface; else give --mode"
                                + " published or host",
                        refusal);
            }
            if (low.contains("address already in use") || low.contains("no available")) {
                return problem(
                        ProblemCode.PORT_TAKEN,
                        "Docker has given that address of the LAN away already: " + said,
                        "Give --advertise another free address of the LAN",
                        refusal);
            }
        }
        if (low.contains("cannot assign requested address")) {
            return problem(
                    ProblemCode.ADDRESS_NOT_LOCAL,
                    host.getHostAddress()
                            + " is not an address of the host of Docker (any more): "
                            + said,
                    "Look which there are: ./milliwatt network; then launch again",
                    refusal);
        }
        if (low.contains("address already in use") || low.contains("already allocated")) {
            // taken between the look at the ports and now; the launcher looks again for whom
            return problem(
                    ProblemCode.PORT_TAKEN,
                    "A port of " + host.getHostAddress() + " is taken: " + said,
                    "Launch again, which looks for free ports",
                    refusal);
        }
        return Optional.empty();
    }

    private static Optional<BenchException> problem(
            ProblemCode code, String message, String fix, RuntimeException cause) {
        return Optional.of(new BenchException(code, message, fix, cause));
    }
}
