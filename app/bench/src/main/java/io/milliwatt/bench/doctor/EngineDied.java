package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R16: the engine ended while the call was on; or the container that is called does not run.
final class EngineDied implements Rule {
    @Override
    public String id() {
        return "R16";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (evidence.engine().isEmpty() || evidence.callee().death().isEmpty()) {
            return evidence.nobodyAnswered() || evidence.unheard()
                    ? evidence.topology().server().flatMap(this::notRunning)
                    : Optional.empty();
        }
        var engine = evidence.engine().get();
        return finding(
                Severity.ERROR,
                "The engine \""
                        + engine.name()
                        + "\" died in the call. "
                        + evidence.callee().death().get(),
                "See what it said last: ./milliwatt engine logs "
                        + engine.name()
                        + ", and start it again: ./milliwatt engine start --name "
                        + engine.name());
    }

    private Optional<Finding> notRunning(Topology.Server server) {
        String container = server.ours() ? "milliwatt-" + server.name() : server.name();
        return switch (server.state()) {
            case RUNNING -> Optional.empty();
            case PAUSED ->
                    finding(
                            Severity.ERROR,
                            "The container " + container + " is paused: nothing in it runs",
                            "docker unpause " + container);
            case ENDED ->
                    finding(
                            Severity.ERROR,
                            "The container "
                                    + container
                                    + " has ended; nobody answers in its place",
                            "See why: "
                                    + server.logs()
                                    + ", and start it again: "
                                    + (server.ours()
                                            ? "./milliwatt engine restart " + server.name()
                                            : "docker start " + container));
        };
    }
}
