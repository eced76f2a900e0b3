package io.milliwatt.presentation.engine;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.LaunchStep;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.network.HostAddress;
import io.milliwatt.presentation.Format;
import io.milliwatt.presentation.Problem;
import io.milliwatt.presentation.engine.Check.Level;
import io.milliwatt.presentation.settings.RuntimeChoice;
import io.milliwatt.presentation.settings.Settings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is known before a call: of Docker, of the address, and what the launch found out.
///
/// @param docker whether containers can be had
/// @param addresses the addresses of this host, best first; empty while not known
/// @param chosen the address chosen for all launches; empty = the best of the time
/// @param settings what the next launch would do
/// @param state how the engine is
/// @param launch what the last launch found
public record Checks(
        DockerStatus docker,
        List<HostAddress> addresses,
        Optional<InetAddress> chosen,
        Settings settings,
        EngineState state,
        Optional<LaunchProgress> launch) {
    private static final int PORTS_PER_CALL = 2;

    /// The checks, in the order in which they matter.
    public List<Check> list() {
        List<Check> checks = new ArrayList<>();
        checks.add(ofDocker());
        switch (state) {
            case EngineState.Running(var info, _, _) -> ofRunning(info, checks);
            case EngineState.Failed(var problem) -> ofFailure(problem, checks);
            case EngineState.Stopped _, EngineState.Stopping _, EngineState.Launching _ ->
                    ofPlan(checks);
        }
        return List.copyOf(checks);
    }

    private Check ofDocker() {
        return switch (docker) {
            case DockerStatus.Unknown _ -> Check.of(Level.OPEN, "Docker", "asking");
            case DockerStatus.Reachable(var version) ->
                    Check.of(Level.GOOD, version, "reachable on this host");
            case DockerStatus.Unreachable(Problem problem) ->
                    settings.runtime() == RuntimeChoice.DOCKER
                            ? Check.of(Level.BAD, problem.title(), problem.fix())
                            : Check.of(
                                    Level.NOTE,
                                    problem.title(),
                                    "engines run embedded, as a process of this host");
        };
    }

    private void ofPlan(List<Check> checks) {
        Optional<HostAddress> next =
                chosen.flatMap(wanted ->
                                addresses.stream()
                                        .filter(a -> a.address().equals(wanted))
                                        .findFirst())
                        .or(() -> addresses.stream().filter(HostAddress::usable).findFirst());
        if (!settings.hostAddress() && settings.runtime() != RuntimeChoice.EMBEDDED) {
            checks.add(
                    Check.of(
                            Level.NOTE,
                            "Advertises the container's address",
                            settings.placement().mode().words()));
        } else if (next.isPresent()) {
            HostAddress address = next.get();
            checks.add(
                    Check.of(
                            Level.GOOD,
                            "Advertises " + Format.address(address.address()),
                            address.interfaceName() + ", " + address.reason()));
            chosen.filter(wanted -> !wanted.equals(address.address()))
                    .ifPresent(wanted ->
                            checks.add(
                                    Check.of(
                                            Level.NOTE,
                                            Format.address(wanted) + " is not here",
                                            "chosen before, but not an address of this host now;"
                                                    + " the best one is taken")));
        } else if (!addresses.isEmpty()) {
            checks.add(
                    Check.of(
                            Level.NOTE,
                            "No address but loopback",
                            "only phones on this host can call"));
        } else {
            checks.add(Check.of(Level.OPEN, "Address to advertise", "chosen at launch"));
        }
        checks.add(
                Check.of(
                        Level.OPEN,
                        "Ports",
                        "SIP "
                                + settings.sipPort()
                                + ", RTP "
                                + Format.range(settings.rtpPorts().toString())
                                + ": checked at launch"));
        checks.add(ofCapacity(settings.rtpPorts()));
    }

    private void ofRunning(EngineInfo info, List<Check> checks) {
        if (launch.isPresent()) {
            ofDone(launch.get(), checks);
        } else {
            checks.add(
                    Check.of(
                            Level.NOTE, "Launched elsewhere", "its launch was not seen from here"));
        }
        checks.add(ofCapacity(info.rtpPorts()));
    }

    private void ofFailure(Problem problem, List<Check> checks) {
        launch.ifPresent(progress -> {
            ofDone(progress, checks);
            progress.current()
                    .ifPresent(doing ->
                            checks.add(Check.of(Level.BAD, title(doing.step()), problem.title())));
        });
    }

    /// Of the steps that are done, those that say something about a call.
    private static void ofDone(LaunchProgress progress, List<Check> checks) {
        for (LaunchProgress.Done done : progress.done()) {
            switch (done.step()) {
                case CHOOSE_ADDRESS, CHECK_PORTS ->
                        checks.add(Check.of(Level.GOOD, title(done.step()), done.detail()));
                case WAIT_CONTROL, WAIT_SIP, WAIT_RTP ->
                        checks.add(
                                new Check(
                                        Level.GOOD,
                                        title(done.step()),
                                        done.detail(),
                                        Optional.of(done.took())));
                case BUILD_IMAGE, CREATE, START, WAIT_PROCESS -> {}
            }
        }
    }

    private static Check ofCapacity(PortRange ports) {
        int calls = ports.size() / PORTS_PER_CALL;
        return Check.of(
                Level.NOTE,
                ports.size()
                        + " RTP ports carry "
                        + (calls == 1 ? "1 call" : calls + " calls")
                        + " at once",
                "one more is answered with 503");
    }

    private static String title(LaunchStep step) {
        return switch (step) {
            case CHOOSE_ADDRESS -> "Advertised address";
            case CHECK_PORTS -> "Ports";
            case BUILD_IMAGE -> "Engine image";
            case CREATE -> "Engine created";
            case START -> "Engine started";
            case WAIT_PROCESS -> "Process is up";
            case WAIT_CONTROL -> "Control API answers";
            case WAIT_SIP -> "SIP OPTIONS answered";
            case WAIT_RTP -> "RTP comes back";
        };
    }
}
