package io.milliwatt.bench.realtime;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Info;
import io.milliwatt.bench.docker.RootlessDaemon;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.bench.toolbox.Holder;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.bench.toolbox.HostChanges;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxResult;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Shares the real-time budget of the daemon's containers among the engines that ask for it, and
/// gives their media threads `SCHED_FIFO`.
public final class RealTime {
    /// The label of an engine's container that asks for real time; its value is `true`.
    public static final String LABEL = "io.milliwatt.realtime";

    /// Above every thread without real time, below those of the kernel's interrupts.
    public static final int PRIORITY = 10;

    private static final String CONTROL_GROUPS = "/sys/fs/cgroup/cpu";
    private static final ToolboxTask.Bind CGROUP =
            new ToolboxTask.Bind(CONTROL_GROUPS, "/cgroup", true);
    private static final String PURPOSE = "real time: ";

    /// Two that launch at once write against each other; the second looks again.
    private static final int ATTEMPTS = 4;

    private final Toolbox toolbox;
    private final HostChanges changes;

    public RealTime(Toolbox toolbox, HostChanges changes) {
        this.toolbox = toolbox;
        this.changes = changes;
    }

    /// The budget of the user's Docker.
    public static RealTime create() {
        return new RealTime(Toolbox.create(), HostChanges.create());
    }

    /// Whether containers of this daemon can have a budget.
    ///
    /// @throws BenchException `BAD_CONFIGURATION`: they cannot, with what there is instead
    public void mustBePossible() throws BenchException {
        Info info = toolbox.docker().ask(it -> it.infoCmd().exec());
        if (RootlessDaemon.isMeant(info)) {
            throw notPossible("its daemon runs without root, which alone can give one");
        }
        mustBePossible(String.valueOf(info.getCGroupVersion()));
    }

    /// @param version of the control groups, as `docker info` names it: `1`, `2`
    static void mustBePossible(String version) throws BenchException {
        if (!version.equals("1")) {
            throw notPossible(
                    "its control groups are of version " + version + ", which know no such budget");
        }
    }

    private static BenchException notPossible(String why) {
        return new BenchException(
                ProblemCode.BAD_CONFIGURATION,
                "This host gives containers no real-time budget: " + why,
                "Leave --rt away. Instead: processors of its own, docker update --cpuset-cpus 1"
                        + " milliwatt-engine; weight, docker update --cpu-shares 4096"
                        + " milliwatt-engine; or, where the kernel lets it, real time without a"
                        + " budget: sudo chrt -f -p "
                        + PRIORITY
                        + " THREAD for the media- threads of /proc/PID/task");
    }

    /// Who has what now; empty when no engine with real time runs.
    public Optional<RtState> read() throws BenchException {
        Map<Long, String> engines = engines();
        if (engines.isEmpty()) {
            return Optional.empty();
        }
        ToolboxResult result =
                toolbox.run(task("read the real-time budgets", RtState.script(engines.keySet())));
        try {
            return Optional.of(RtState.parse(result.output(), engines));
        } catch (IllegalArgumentException e) {
            throw notPossible("its kernel is without RT_GROUP_SCHED (" + e.getMessage() + ")");
        }
    }

    /// Gives each running engine with real time its equal share, the shrinking ones first, and the
    /// media threads their policy. Where the last one has ended, the parent gets back what it had.
    ///
    /// @return what is so now, read again; empty when no engine with real time runs
    public Optional<RtState> share() throws BenchException {
        Optional<BenchException> refused = Optional.empty();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<RtState> state = read();
            if (state.isEmpty()) {
                giveBackToParent();
                return state;
            }
            RtState now = fillParent(state.get());
            if (now.budgets().share() == 0) {
                throw notPossible(
                        "other containers have all "
                                + now.parentMicros()
                                + " µs of "
                                + now.parent());
            }
            String script = script(now);
            if (script.isEmpty()) {
                return Optional.of(now);
            }
            ToolboxTask task = task("share the real-time budget", script);
            ToolboxResult result = toolbox.run(task);
            refused =
                    result.succeeded()
                            ? Optional.empty()
                            : Optional.of(
                                    new BenchException(
                                            ProblemCode.DOCKER_FAILED,
                                            "The kernel refused a real-time budget: "
                                                    + result.error().strip(),
                                            "Look who has what: ./milliwatt engine realtime"));
        }
        if (refused.isPresent()) {
            throw refused.get();
        }
        return read();
    }

    /// What brings each engine to its share and each media thread to its policy; empty when all is
    /// so already.
    private static String script(RtState state) {
        var lines = new ArrayList<String>();
        for (RtSlices.Write write : RtSlices.plan(state.budgets())) {
            lines.add(
                    "echo "
                            + write.micros()
                            + " > "
                            + path(state.parent(), write.group())
                            + "/cpu.rt_runtime_us");
        }
        for (RtSlice slice : state.slices()) {
            for (RtThread thread : slice.threads()) {
                if (!thread.isRealTime()) {
                    lines.add("chrt -f -p " + PRIORITY + " " + thread.id());
                }
            }
        }
        return String.join(" && ", lines);
    }

    private static String path(String parent, String group) {
        return "/cgroup" + (parent.equals("/") ? "" : parent) + "/" + group;
    }

    /// A parent without any budget is given what is free above it, and keeps it until the last
    /// engine with real time has ended.
    private RtState fillParent(RtState state) throws BenchException {
        if (state.parentMicros() > 0) {
            return state;
        }
        if (state.freeAboveMicros() == 0) {
            throw notPossible("nothing is left for " + state.parent());
        }
        String file = "/cgroup" + state.parent() + "/cpu.rt_runtime_us";
        changes.make(
                new HostCommand(
                                PURPOSE + "a budget for " + state.parent(),
                                HostCommand.shell("echo " + state.freeAboveMicros() + " > " + file),
                                HostCommand.shell("echo 0 > " + file))
                        .withBinds(List.of(CGROUP)),
                new Holder.OfUser());
        return read().orElse(state);
    }

    /// Gives back what the parent was given for engines that were removed by other means.
    ///
    /// @return what was undone, in words
    public List<String> undoLeftovers() throws BenchException {
        List<HostChange> given = given();
        if (given.isEmpty() || !engines().isEmpty()) {
            return List.of();
        }
        giveBackToParent();
        return given.stream().map(HostChange::purpose).toList();
    }

    private void giveBackToParent() throws BenchException {
        for (HostChange each : given().reversed()) {
            changes.undo(each);
        }
    }

    private List<HostChange> given() throws BenchException {
        return changes.inForce().stream().filter(it -> it.purpose().startsWith(PURPOSE)).toList();
    }

    private static ToolboxTask task(String purpose, String script) {
        return ToolboxTask.of(purpose, HostCommand.shell(script))
                .with(Set.of(Capability.SYS_NICE))
                .withHostPid()
                .withBinds(List.of(CGROUP));
    }

    /// Names of the running containers that ask for real time, by their main processes.
    private Map<Long, String> engines() throws BenchException {
        var engines = new LinkedHashMap<Long, String>();
        List<Container> running =
                toolbox.docker()
                        .ask(it ->
                                it.listContainersCmd()
                                        .withLabelFilter(Map.of(LABEL, "true"))
                                        .exec());
        for (Container each : running) {
            Optional<InspectContainerResponse> container =
                    toolbox.docker().askForOne(it -> it.inspectContainerCmd(each.getId()).exec());
            container.ifPresent(it -> {
                Long pid = it.getState().getPidLong();
                if (pid != null && pid > 0) {
                    engines.put(pid, it.getName().replaceFirst("^/", ""));
                }
            });
        }
        return engines;
    }
}
