package io.milliwatt.bench.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Network;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What an engine could leave behind in Docker: containers, networks, and the proxies of published
/// ports.
///
/// @param containers ids and names
/// @param networks ids
/// @param proxies command lines of `docker-proxy`
record HostSnapshot(Set<String> containers, Set<String> networks, Set<String> proxies) {
    static HostSnapshot take(DockerClient docker) {
        var containers = new TreeSet<String>();
        for (Container each : docker.listContainersCmd().withShowAll(true).exec()) {
            containers.add(each.getId() + " " + String.join(",", each.getNames()));
        }
        return new HostSnapshot(
                containers,
                docker.listNetworksCmd().exec().stream()
                        .map(Network::getId)
                        .collect(Collectors.toSet()),
                ProcessHandle.allProcesses()
                        .flatMap(it -> it.info().commandLine().stream())
                        .filter(it -> it.contains("docker-proxy"))
                        .collect(Collectors.toSet()));
    }
}
