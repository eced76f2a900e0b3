package io.milliwatt.bench.docker;

import com.github.dockerjava.api.model.Info;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;

/// A daemon that runs without root, Docker's or Podman's. Its containers may do nothing to this
/// host's network, whatever capabilities they are given: those hold in its own namespaces only.
public final class RootlessDaemon {
    private static final String OPTION = "name=rootless";

    private RootlessDaemon() {}

    /// @param securityOptions of `docker info`
    static boolean isMeant(List<String> securityOptions) {
        return securityOptions.stream().anyMatch(it -> it.startsWith(OPTION));
    }

    /// The security options as Docker gives them; Podman before 4.4 says elsewhere that it is
    /// rootless.
    static List<String> securityOptions(Info info) {
        var options = new ArrayList<String>();
        if (info.getSecurityOptions() != null) {
            options.addAll(info.getSecurityOptions());
        }
        if (Boolean.TRUE.equals(info.getRawValues().get("Rootless"))) {
            options.add(OPTION);
        }
        return options;
    }

    /// Whether the daemon says that it is one.
    public static boolean isMeant(Info info) {
        return isMeant(securityOptions(info));
    }

    /// Refuses what needs root on the host, before it fails in the kernel's words.
    ///
    /// @param what it is: `A phone on the LAN`
    /// @throws BenchException `MODE_NOT_POSSIBLE`
    public static void refuse(DockerConnection docker, String what) throws BenchException {
        Info info = docker.ask(it -> it.infoCmd().exec());
        if (isMeant(info)) {
            throw new BenchException(
                    ProblemCode.MODE_NOT_POSSIBLE,
                    what
                            + " needs changes of this host's network, which the daemon at "
                            + docker.endpoint().host()
                            + " cannot make: it runs without root",
                    "Take a daemon with root: Docker's, or Podman's by sudo systemctl start"
                            + " podman.socket and DOCKER_HOST=unix:///run/podman/podman.sock");
        }
    }
}
