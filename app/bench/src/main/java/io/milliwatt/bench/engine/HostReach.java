package io.milliwatt.bench.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.toolbox.Holder;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Takes away what the host was changed for an engine, and the networks made for engines, and keeps
/// the kernel's memory of flows from outliving the engine they went to.
///
/// @param around the networks and changes
/// @param toolbox runs the commands
record HostReach(EngineNetwork.Surroundings around, Toolbox toolbox) {
    /// So long after its start a container without its change is left to who launches it.
    private static final Duration LAUNCH_TIME = Duration.ofSeconds(5);

    /// Undoes what was changed for a container, which has ended.
    void undo(InspectContainerResponse container) throws BenchException {
        for (HostChange each : changesFor(container.getId()).reversed()) {
            around.host().undo(each);
        }
        if (EngineContainer.modeOf(container) == NetworkMode.MACVLAN) {
            around.networks().removeUnused();
        }
    }

    /// Makes the change that a running container needs and does not have (any more): it was started
    /// anew by others and may have another address, or this machine was, and has forgotten its
    /// rules and interfaces. An engine of another user of the daemon is left to his journal.
    ///
    /// @return whether there was something to mend
    boolean mend(InspectContainerResponse container) throws BenchException {
        Optional<EngineInfo> engine = EngineContainer.read(container, 0);
        if (engine.isEmpty()
                || !engine.get().running()
                || !EngineContainer.isJournalledAt(container, around.host().place())) {
            return false;
        }
        EngineNetwork network = EngineNetwork.of(requestOf(engine.get()), around);
        Optional<InetAddress> host = EngineContainer.hostOf(container);
        if (!network.changesHost() || host.isEmpty()) {
            return false;
        }
        Optional<HostCommand> wanted = network.reach(container, host.get());
        if (wanted.isEmpty() || !isMissing(container, wanted.get())) {
            return false;
        }
        return around.host()
                .inTurn(() -> {
                    // several may have heard that the container was started
                    boolean missing = isMissing(container, wanted.get());
                    if (missing) {
                        replace(container.getId(), wanted.get());
                    }
                    return missing;
                });
    }

    private boolean isMissing(InspectContainerResponse container, HostCommand wanted)
            throws BenchException {
        List<HostChange> made = changesFor(container.getId());
        Instant started = EngineContainer.runningSince(container);
        boolean inForce =
                made.stream()
                        .anyMatch(it ->
                                it.change().equals(wanted.change())
                                        && it.madeAt().filter(started::isBefore).isPresent());
        boolean launching = made.isEmpty() && started.plus(LAUNCH_TIME).isAfter(Instant.now());
        return !inForce && !launching;
    }

    private void replace(String container, HostCommand wanted) throws BenchException {
        for (HostChange each : changesFor(container).reversed()) {
            around.host().undo(each);
        }
        around.host().make(wanted, new Holder.OfContainer(container));
    }

    /// A request with its place and ports.
    static LaunchRequest requestOf(EngineInfo engine) {
        return new LaunchRequest(
                        engine.name(),
                        Optional.of(RuntimeKind.DOCKER),
                        Optional.empty(),
                        engine.sipPort(),
                        engine.rtpPorts(),
                        false)
                .withPlacement(engine.placement());
    }

    private List<HostChange> changesFor(String container) throws BenchException {
        return around.host().inForce().stream()
                .filter(it -> it.holder().equals(new Holder.OfContainer(container)))
                .toList();
    }

    /// Undoes what was changed for containers that do not run any more, and removes networks of
    /// ours that nobody is in.
    ///
    /// What processes that were killed left of the toolbox goes first: it might still be about to
    /// change something.
    void undoLeftovers() throws BenchException {
        around.host().removeLeftovers();
        around.networks().removeUnused();
    }

    /// Makes the kernel forget the flows to an engine's ports; its rules for the RTP range, where
    /// it has such, did so for those.
    void forgetFlows(EngineInfo engine, LaunchListener listener) {
        Placement placement = engine.placement();
        if (placement.mode() != NetworkMode.PUBLISHED) {
            return; // nothing is translated
        }
        InetAddress host = engine.reachedAt();
        var sip = new PortRange(engine.sipPort(), engine.sipPort());
        String script =
                StaleFlows.flush(host, sip)
                        + (placement.publishing() == Publishing.PORTS
                                ? StaleFlows.flush(host, engine.rtpPorts())
                                : "");
        try {
            toolbox.require(
                    ToolboxTask.onHost(
                            "forget flows to " + engine.name(),
                            HostCommand.shell(script).toArray(String[]::new)));
        } catch (BenchException e) {
            listener.progress(
                    LaunchStep.WAIT_RTP,
                    "flows of before were not forgotten, a phone that goes on sending may not be"
                            + " heard for two minutes: "
                            + e.getMessage(),
                    1);
        }
    }
}
