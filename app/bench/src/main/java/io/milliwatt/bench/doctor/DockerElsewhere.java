package io.milliwatt.bench.doctor;

import io.milliwatt.bench.docker.DockerTrait;
import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import java.util.Optional;

/// R9: the call does not work, and the daemon is of a kind that cannot carry it: Docker Desktop,
/// rootless, WSL 2, another machine.
final class DockerElsewhere implements Rule {
    @Override
    public String id() {
        return "R9";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        boolean ill = evidence.nobodyAnswered() || evidence.unheard();
        if (!ill || evidence.topology().server().isEmpty()) {
            return Optional.empty();
        }
        return evidence.topology().docker().traits().stream()
                .findFirst()
                .flatMap(it ->
                        finding(
                                it == DockerTrait.VIRTUAL_MACHINE
                                        ? Severity.WARNING
                                        : Severity.ERROR,
                                it.words() + ": " + it.limits().getFirst(),
                                it.limits().getLast()
                                        + "; all limits: ./milliwatt network docker"));
    }
}
