package io.milliwatt.bench.engine;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.state.ProcessIdentity;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The state file of an embedded engine. Plain words and numbers, so that it is read again without
/// surprises.
///
/// @param name name of the engine
/// @param process its process, [ProcessIdentity#word()]; empty until it was started
/// @param owner the process that launched it
/// @param ephemeral whether it shall end with its owner
/// @param advertise advertised address
/// @param sipPort SIP port
/// @param rtpPorts `40000-40019`
/// @param controlPort port of the control API on 127.0.0.1
/// @param token control token
/// @param startedAt when the launch began, ISO 8601
/// @param readyMillis launch to ready; 0 until it is ready
/// @param version version of the engine
/// @param settings what else it was told; null in a file of an older version
record EmbeddedState(
        String name,
        String process,
        String owner,
        boolean ephemeral,
        String advertise,
        int sipPort,
        String rtpPorts,
        int controlPort,
        String token,
        String startedAt,
        double readyMillis,
        String version,
        @Nullable EngineSettings settings) {
    EmbeddedState withProcess(ProcessIdentity identity) {
        return with(name, identity.word(), readyMillis);
    }

    EmbeddedState withReadyMillis(double millis) {
        return with(name, process, millis);
    }

    EmbeddedState withName(String other) {
        return with(other, process, readyMillis);
    }

    private EmbeddedState with(String otherName, String otherProcess, double otherMillis) {
        return new EmbeddedState(
                otherName,
                otherProcess,
                owner,
                ephemeral,
                advertise,
                sipPort,
                rtpPorts,
                controlPort,
                token,
                startedAt,
                otherMillis,
                version,
                settings);
    }

    Optional<ProcessIdentity> identity() {
        return ProcessIdentity.parse(process);
    }

    boolean isRunning() {
        return identity().filter(ProcessIdentity::isAlive).isPresent();
    }

    /// Whether nobody will end or use it any more: it ran for a process that was killed, or its
    /// launch never came to its end.
    boolean isLeftover() {
        boolean ownerEnded =
                ProcessIdentity.parse(owner).filter(it -> it.hasEnded(true)).isPresent();
        return ownerEnded && (ephemeral || readyMillis == 0);
    }

    /// The control API's base.
    URI control() {
        return URI.create("http://127.0.0.1:" + controlPort);
    }

    /// The engine; empty when a name or number was edited by hand.
    Optional<EngineInfo> info() {
        try {
            EngineSettings told = Optional.ofNullable(settings).orElse(EngineSettings.DEFAULT);
            InetAddress host = InetAddress.ofLiteral(advertise);
            return Optional.of(
                    new EngineInfo(
                            name,
                            RuntimeKind.EMBEDDED,
                            Placement.of(NetworkMode.HOST),
                            "built-in " + version,
                            InetAddress.ofLiteral(told.advertiseFor(host)),
                            sipPort,
                            PortRange.parse(rtpPorts),
                            Optional.empty(),
                            Optional.empty(),
                            identity().map(ProcessIdentity::pid),
                            control(),
                            token,
                            Instant.parse(startedAt),
                            readyMillis,
                            isRunning(),
                            told,
                            host));
        } catch (BenchException | RuntimeException _) {
            return Optional.empty();
        }
    }
}
