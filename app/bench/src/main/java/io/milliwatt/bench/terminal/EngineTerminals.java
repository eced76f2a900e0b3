package io.milliwatt.bench.terminal;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.docker.Ownership;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxImages;
import io.milliwatt.images.CacheDirectory;
import io.milliwatt.images.EngineImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Opens terminals in engines' containers.
public final class EngineTerminals {
    /// What a user sees who has opened one: where he is, and how it is left.
    private static final List<String> SHELL = List.of("/bin/sh", "-i");

    private static final long MEMORY_BYTES = 256L << 20;
    private static final long MAX_PROCESSES = 128;

    private final DockerConnection docker;
    private final ToolboxImages images;
    private final Toolbox toolbox;

    EngineTerminals(DockerConnection docker, ToolboxImages images) {
        this.docker = docker;
        this.images = images;
        this.toolbox = new Toolbox(docker, images);
    }

    /// Of the user's Docker.
    public static EngineTerminals create() {
        var docker = new DockerConnection(DockerEndpoint.ofUser());
        return new EngineTerminals(docker, new ToolboxImages(docker, CacheDirectory.ofUser()));
    }

    /// A shell in the engine's container.
    ///
    /// @throws BenchException `MODE_NOT_POSSIBLE` for an embedded engine, `ENGINE_DIED` for one
    ///   that does not run
    public TerminalSession open(EngineInfo engine, TerminalSize size) throws BenchException {
        return open(engine, size, List.of());
    }

    /// A program in the engine's container.
    ///
    /// @param command program and arguments; empty = a shell
    public TerminalSession open(EngineInfo engine, TerminalSize size, List<String> command)
            throws BenchException {
        List<String> program = command.isEmpty() ? SHELL : command;
        String id =
                engine.containerId()
                        .orElseThrow(() ->
                                new BenchException(
                                        ProblemCode.MODE_NOT_POSSIBLE,
                                        "The engine \""
                                                + engine.name()
                                                + "\" is a process of this host"
                                                + engine.pid().map(it -> ", " + it).orElse("")
                                                + "; it has no container to be in",
                                        "Look at it with ss -lnp and ps; its log: ./milliwatt engine logs "
                                                + engine.name()));
        if (!engine.running()) {
            throw new BenchException(
                    ProblemCode.ENGINE_DIED,
                    "The engine \"" + engine.name() + "\" does not run any more",
                    "./milliwatt engine restart " + engine.name());
        }
        // Podman puts the name of a registry before it
        return ("/" + engine.image()).contains("/" + EngineImage.REPOSITORY + ":")
                ? inNamespacesOf(engine, id, size, program)
                : ExecTerminal.start(docker, id, program, size);
    }

    private TerminalSession inNamespacesOf(
            EngineInfo engine, String id, TerminalSize size, List<String> command)
            throws BenchException {
        toolbox.prepare((_, _, _) -> {}, () -> false);
        String image = images.reference();
        ShellMark mark = ShellMark.next();
        String terminal =
                docker.ask(it ->
                        it.createContainerCmd(image)
                                .withCmd(mark.noting(command))
                                .withLabels(
                                        Ownership.labels(
                                                "terminal", "be a terminal in " + engine.name()))
                                .withUser("0:0")
                                .withWorkingDir("/tmp")
                                .withEnv(environment(engine))
                                .withTty(true)
                                .withStdinOpen(true)
                                .withStdInOnce(true)
                                .withAttachStdin(true)
                                .withAttachStdout(true)
                                .withAttachStderr(true)
                                .withHostConfig(hostConfig(engine, id))
                                .exec()
                                .getId());
        try {
            return ToolboxTerminal.start(docker, terminal, mark, size);
        } catch (BenchException | RuntimeException e) {
            remove(terminal);
            throw e;
        }
    }

    private static List<String> environment(EngineInfo engine) {
        // a green name, as shells show it
        return List.of(
                "TERM=xterm-256color",
                "HOME=/tmp",
                "PS1=\033[1;32m" + engine.name() + "\033[0m:$PWD# ");
    }

    /// What helps to look: raw sockets for tcpdump, ptrace for the engine's open files under
    /// `/proc/1`. The right to change the network only where it is the engine's own.
    private static HostConfig hostConfig(EngineInfo engine, String id) {
        var rights =
                new ArrayList<>(
                        List.of(
                                Capability.NET_RAW,
                                Capability.SYS_PTRACE,
                                Capability.DAC_READ_SEARCH));
        if (engine.placement().mode() != NetworkMode.HOST) {
            rights.add(Capability.NET_ADMIN);
        }
        return HostConfig.newHostConfig()
                .withAutoRemove(true)
                .withNetworkMode("container:" + id)
                .withPidMode("container:" + id)
                .withReadonlyRootfs(true)
                .withTmpFs(Map.of("/tmp", "rw,nosuid,nodev,mode=1777,size=64m"))
                .withCapDrop(Capability.ALL)
                .withCapAdd(rights.toArray(Capability[]::new))
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory(MEMORY_BYTES)
                .withMemorySwap(MEMORY_BYTES)
                .withPidsLimit(MAX_PROCESSES)
                .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
    }

    private void remove(String id) {
        try {
            docker.askForOne(it -> it.removeContainerCmd(id).withForce(true).exec());
        } catch (BenchException _) {
            // the next clean does it
        }
    }
}
