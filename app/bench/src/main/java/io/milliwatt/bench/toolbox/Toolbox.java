package io.milliwatt.bench.toolbox;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.Volume;
import io.milliwatt.bench.docker.ContainerStreams;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.docker.Ownership;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.images.CacheDirectory;
import io.milliwatt.images.ImageProgress;
import io.milliwatt.images.ImageState;
import io.milliwatt.images.ToolboxImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/// Runs commands in fresh containers of the toolbox image. A container ends and is removed by the
/// daemon when its command ends, when it is closed here, and when this process ends in whatever
/// way: its standard input is ours, and its end is the end of the command.
///
/// Safe for several threads.
public final class Toolbox {
    /// What is kept of the standard output, and of the standard error, of [#run].
    public static final int MAX_OUTPUT_BYTES = 4 << 20;

    /// The value of the label `io.milliwatt` of its containers.
    public static final String KIND = "toolbox";

    /// Time limit of [#run] where none is given.
    public static final Duration LIMIT = Duration.ofSeconds(30);

    private static final long POLL_MILLIS = 50;
    private static final long MEMORY_BYTES = 512L << 20;
    private static final long MAX_PROCESSES = 128;

    /// Ends the command at the end of our standard input, which is when we have ended. Shells give
    /// jobs in the background no standard input, hence the copy of it.
    private static final String GUARD =
            """
            exec 3<&0
            "$@" </dev/null 3<&- &
            child=$!
            { cat <&3 >/dev/null; kill -9 $child; } 2>/dev/null &
            exec 3<&-
            wait $child
            """;

    private final DockerConnection docker;
    private final ToolboxImages images;
    private final AtomicBoolean imageIsThere = new AtomicBoolean();

    public Toolbox(DockerConnection docker, ToolboxImages images) {
        this.docker = docker;
        this.images = images;
    }

    /// A toolbox of the user's Docker. Cheap: nothing is opened before it is needed.
    public static Toolbox create() {
        var docker = new DockerConnection(DockerEndpoint.ofUser());
        return new Toolbox(docker, new ToolboxImages(docker, CacheDirectory.ofUser()));
    }

    /// The daemon it works with.
    public DockerConnection docker() {
        return docker;
    }

    /// Builds the image where it is missing; only the first call of a process asks the daemon. Done
    /// by [#run] and [#open] too, but there nobody hears how it goes on.
    public void prepare(ImageProgress progress, BooleanSupplier cancelled) throws BenchException {
        if (!imageIsThere.get()) {
            images.build(false, progress, cancelled);
            imageIsThere.set(true);
        }
    }

    /// Whether the image is there, so that a command needs no minute of building first.
    public boolean isReady() {
        if (!imageIsThere.get()) {
            try {
                imageIsThere.set(images.state().status() == ImageState.Status.CURRENT);
            } catch (BenchException _) {
                return false;
            }
        }
        return imageIsThere.get();
    }

    /// Runs a command to its end, at most 30 seconds.
    public ToolboxResult run(ToolboxTask task) throws BenchException {
        return run(task, LIMIT, () -> false);
    }

    /// Runs a command to its end. It has no standard input.
    ///
    /// @param limit how long it may take; then `TOOLBOX_FAILED`
    /// @param cancelled looked at every 50 ms; then `CANCELLED`
    public ToolboxResult run(ToolboxTask task, Duration limit, BooleanSupplier cancelled)
            throws BenchException {
        var guarded = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, KIND));
        guarded.addAll(task.command());
        var output = new BoundedOutput(MAX_OUTPUT_BYTES);
        var error = new BoundedOutput(MAX_OUTPUT_BYTES);
        long end = System.nanoTime() + limit.toNanos();
        try (ToolboxProcess process =
                start(task, guarded, new ToolboxProcess.Sinks(output, error), cancelled)) {
            while (!process.await(Duration.ofMillis(POLL_MILLIS))) {
                if (cancelled.getAsBoolean()) {
                    throw cancelled(task);
                }
                if (System.nanoTime() - end >= 0) {
                    throw new BenchException(
                            ProblemCode.TOOLBOX_FAILED,
                            "To "
                                    + task.purpose()
                                    + ", \""
                                    + task.commandLine()
                                    + "\" did not end within "
                                    + limit.toSeconds()
                                    + " s",
                            "Look at the load of this host, and at the command by hand");
                }
            }
            return new ToolboxResult(
                    process.exit().orElseThrow(),
                    output.text(),
                    error.text(),
                    output.truncated() || error.truncated());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw cancelled(task);
        }
    }

    /// Runs a command that must succeed.
    ///
    /// @return its standard output
    /// @throws BenchException `TOOLBOX_FAILED` with what it said, when its exit status is not 0
    public String require(ToolboxTask task) throws BenchException {
        ToolboxResult result = run(task);
        if (!result.succeeded()) {
            throw failed(task, result);
        }
        return result.output();
    }

    /// Starts a command that goes on: what it writes to its standard output can be read while it
    /// runs, and its standard input can be written. It is ended by closing it.
    ///
    /// @param guarded whether the command knows nothing of its standard input, such as `tcpdump`,
    ///   and is ended by the guard at the end of it; a command that reads it must end there itself
    public ToolboxProcess open(ToolboxTask task, boolean guarded) throws BenchException {
        var command = new ArrayList<String>();
        if (guarded) {
            command.addAll(List.of("/bin/sh", "-c", GUARD, KIND));
        }
        command.addAll(task.command());
        return start(
                task,
                command,
                new ToolboxProcess.Sinks(
                        ContainerStreams.readable(), new BoundedOutput(MAX_OUTPUT_BYTES)),
                () -> false);
    }

    private ToolboxProcess start(
            ToolboxTask task,
            List<String> command,
            ToolboxProcess.Sinks sinks,
            BooleanSupplier cancelled)
            throws BenchException {
        prepare((_, _, _) -> {}, cancelled);
        String image = images.reference();
        String id =
                docker.ask(it ->
                        placed(it.createContainerCmd(image), task.network())
                                .withCmd(command)
                                .withLabels(Ownership.labels(KIND, task.purpose()))
                                .withUser(task.capabilities().isEmpty() ? unprivileged() : "0:0")
                                .withStdinOpen(true)
                                .withStdInOnce(true)
                                .withAttachStdin(true)
                                .withAttachStdout(true)
                                .withAttachStderr(true)
                                .withHostConfig(hostConfig(task))
                                .exec()
                                .getId());
        try {
            return ToolboxProcess.start(docker, id, sinks);
        } catch (BenchException | RuntimeException e) {
            remove(id);
            throw e;
        }
    }

    private static CreateContainerCmd placed(CreateContainerCmd command, ToolboxNetwork network) {
        return network instanceof ToolboxNetwork.OfDocker(var _, var address) && address.isPresent()
                ? command.withIpv4Address(address.get().getHostAddress())
                : command;
    }

    /// The user who runs Milliwatt, who may read the files that are mounted; root becomes a user
    /// without rights.
    private static String unprivileged() {
        Path self = Path.of("/proc/self");
        try {
            Object user = Files.getAttribute(self, "unix:uid");
            Object group = Files.getAttribute(self, "unix:gid");
            return user.equals(0) ? ToolboxImage.UNPRIVILEGED : user + ":" + group;
        } catch (IOException | UnsupportedOperationException _) {
            return ToolboxImage.UNPRIVILEGED;
        }
    }

    private static HostConfig hostConfig(ToolboxTask task) {
        HostConfig config =
                HostConfig.newHostConfig()
                        .withAutoRemove(true)
                        .withNetworkMode(task.network().mode())
                        .withReadonlyRootfs(true)
                        .withTmpFs(
                                Map.of(
                                        "/tmp", "rw,nosuid,nodev,mode=1777,size=64m",
                                        "/run", "rw,nosuid,nodev,noexec,size=1m"))
                        .withCapDrop(Capability.ALL)
                        .withCapAdd(task.capabilities().toArray(Capability[]::new))
                        .withSecurityOpts(List.of("no-new-privileges"))
                        .withMemory(MEMORY_BYTES)
                        .withMemorySwap(MEMORY_BYTES)
                        .withPidsLimit(MAX_PROCESSES)
                        .withBinds(
                                task.binds().stream()
                                        .map(each ->
                                                new Bind(
                                                        each.source(),
                                                        new Volume(each.target()),
                                                        each.writable()
                                                                ? AccessMode.rw
                                                                : AccessMode.ro))
                                        .toList())
                        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
        return task.hostPid() ? config.withPidMode("host") : config;
    }

    private void remove(String id) {
        try {
            docker.askForOne(it -> it.removeContainerCmd(id).withForce(true).exec());
        } catch (BenchException _) {
            // the daemon does it, or the next clean
        }
    }

    private static BenchException cancelled(ToolboxTask task) {
        return new BenchException(
                ProblemCode.CANCELLED,
                "Cancelled while about to " + task.purpose(),
                "Start it again");
    }

    /// The problem of a command that did not succeed.
    static BenchException failed(ToolboxTask task, ToolboxResult result) {
        String said = result.error().isBlank() ? result.output() : result.error();
        return new BenchException(
                ProblemCode.TOOLBOX_FAILED,
                "To "
                        + task.purpose()
                        + ", \""
                        + task.commandLine()
                        + "\" failed with status "
                        + result.exit()
                        + (said.isBlank() ? "" : ": " + said.strip()),
                "Look what the message says of this host; the same command can be tried by hand as"
                        + " root",
                new IOException("exit status " + result.exit()));
    }
}
