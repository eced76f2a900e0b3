package io.milliwatt.bench.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.toolbox.Holder;
import io.milliwatt.bench.toolbox.HostChange;
import io.milliwatt.bench.toolbox.HostCommand;
import io.milliwatt.bench.toolbox.Toolbox;
import io.milliwatt.bench.toolbox.ToolboxTask;
import java.net.InetAddress;

/// Takes away what the host was changed for an engine, and the networks made for engines, and keeps
/// the kernel's memory of flows from outliving the engine they went to.
///
/// @param around the networks and changes
/// @param toolbox runs the commands
record HostReach(EngineNetwork.Surroundings around, Toolbox toolbox) {
    /// Undoes what was changed for a container, which has ended.
    void undo(InspectContainerResponse container) throws BenchException {
        for (HostChange each : around.host().inForce().reversed()) {
            if (each.holder().equals(new Holder.OfContainer(container.getId()))) {
                around.host().undo(each);
            }
        }
        if (EngineContainer.modeOf(container) == NetworkMode.MACVLAN) {
            around.networks().removeUnused();
        }
    }

    /// Undoes what was changed for containers that do not run any more, and removes networks of
    /// ours that nobody is in.
    void undoLeftovers() throws BenchException {
        around.host().undoLeftovers();
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
