package io.milliwatt.bench.toolbox;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.Ownership;
import io.milliwatt.bench.problem.BenchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Containers and networks in Docker that carry our labels and whose owner, a process, has ended.
/// Engines are not among them: they outlive the process that started them, and their own use case
/// knows which of them are leftovers.
///
/// @param docker the daemon
record Leftovers(DockerConnection docker) {
    private static final List<String> LABELLED = List.of(Ownership.LABEL, Ownership.OWNER);

    /// Removes containers of the toolbox and of phones.
    ///
    /// @return what they were for
    List<String> removeContainers() throws BenchException {
        var removed = new ArrayList<String>();
        List<Container> all =
                docker.ask(it ->
                        it.listContainersCmd().withShowAll(true).withLabelFilter(LABELLED).exec());
        for (Container each : all) {
            Map<String, String> labels = labelsOf(each.getLabels());
            if (!labels.containsKey(Ownership.PURPOSE) || !isLeftover(labels)) {
                continue; // an engine, or of a process that lives
            }
            if (remove(each.getId())) {
                removed.add("container to " + labels.get(Ownership.PURPOSE));
            }
        }
        return removed;
    }

    /// Removes networks that nobody is attached to any more.
    ///
    /// @return their names
    List<String> removeNetworks() throws BenchException {
        var removed = new ArrayList<String>();
        for (Network each : docker.ask(it -> it.listNetworksCmd().exec())) {
            Map<String, String> labels = labelsOf(each.getLabels());
            if (labels.containsKey(Ownership.LABEL) && isLeftover(labels)) {
                docker.askForOne(it -> it.removeNetworkCmd(each.getId()).exec());
                removed.add("network " + each.getName());
            }
        }
        return removed;
    }

    private boolean isLeftover(Map<String, String> labels) {
        return Ownership.ownerHasEnded(labels, docker.endpoint().isLocal());
    }

    private boolean remove(String id) throws BenchException {
        try {
            return docker.askForOne(
                            it -> {
                                it.removeContainerCmd(id)
                                        .withForce(true)
                                        .withRemoveVolumes(true)
                                        .exec();
                                return id;
                            })
                    .isPresent();
        } catch (BenchException e) {
            if (String.valueOf(e.getMessage()).contains("already in progress")) {
                return false; // the daemon removes it just now
            }
            throw e;
        }
    }

    private static Map<String, String> labelsOf(
            @org.jspecify.annotations.Nullable Map<String, String> labels) {
        return labels == null ? Map.of() : labels;
    }
}
