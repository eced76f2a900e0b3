package io.milliwatt.bench.docker;

import com.github.dockerjava.api.model.Info;
import io.milliwatt.bench.problem.BenchException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where containers really run, seen from this machine, and what does not work there. Recognised
/// from what the daemon and the kernel say of themselves.
///
/// @param version `20.10.24`
/// @param traits all that are recognised; empty on a plain Linux host with its own daemon
public record DockerSite(String version, List<DockerTrait> traits) {
    public DockerSite {
        traits = List.copyOf(traits);
    }

    /// What is looked at.
    ///
    /// @param host `DOCKER_HOST` or its default
    /// @param operatingSystem of `docker info`: `Debian GNU/Linux 12 (bookworm)`, `Docker Desktop`
    /// @param securityOptions of `docker info`: `name=seccomp,profile=default`, `name=rootless`
    /// @param version of the engine
    /// @param podman whether it is Podman's
    /// @param machine what this machine says
    public record Facts(
            URI host,
            String operatingSystem,
            List<String> securityOptions,
            String version,
            boolean podman,
            MachineFacts machine) {
        public Facts {
            securityOptions = List.copyOf(securityOptions);
        }
    }

    /// Asks the daemon.
    public static DockerSite of(DockerConnection docker, MachineFacts machine)
            throws BenchException {
        Info info = docker.ask(it -> it.infoCmd().exec());
        return of(
                new Facts(
                        docker.endpoint().host(),
                        String.valueOf(info.getOperatingSystem()),
                        RootlessDaemon.securityOptions(info),
                        String.valueOf(info.getServerVersion()),
                        docker.version().startsWith(DockerConnection.PODMAN),
                        machine));
    }

    /// Judges.
    public static DockerSite of(Facts facts) {
        var traits = new ArrayList<DockerTrait>();
        boolean desktop = facts.operatingSystem().contains("Docker Desktop");
        String scheme = String.valueOf(facts.host().getScheme());
        if (!desktop && !scheme.equals("unix") && !scheme.equals("npipe") && !isLoopback(facts)) {
            traits.add(DockerTrait.REMOTE);
        }
        if (desktop) {
            traits.add(DockerTrait.DESKTOP);
        }
        if (RootlessDaemon.isMeant(facts.securityOptions())) {
            traits.add(facts.podman() ? DockerTrait.ROOTLESS_PODMAN : DockerTrait.ROOTLESS);
        }
        MachineFacts machine = facts.machine();
        if (machine.kernel().toLowerCase(Locale.ROOT).contains("microsoft")) {
            traits.add(
                    machine.wslNetworking().equals("mirrored")
                            ? DockerTrait.WSL_MIRRORED
                            : DockerTrait.WSL_NAT);
        } else if (machine.isVirtualMachineBehindNat()) {
            traits.add(DockerTrait.VIRTUAL_MACHINE);
        }
        return new DockerSite(facts.version(), traits);
    }

    private static boolean isLoopback(Facts facts) {
        String host = facts.host().getHost();
        return host != null
                && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    }

    /// Whether this machine's own network is the one that containers are in: only then routes and
    /// rules that Milliwatt writes have an effect for phones.
    public boolean sharesThisNetwork() {
        return traits.stream().noneMatch(DockerTrait::networkIsElsewhere);
    }

    /// The release of the engine as one number, 20.10 = 2010, 28.2 = 2802; 0 where it says none.
    public int release() {
        String[] parts = version.split("[.+~-]", -1);
        try {
            return Integer.parseInt(parts[0]) * 100
                    + (parts.length > 1 ? Integer.parseInt(parts[1]) : 0);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
