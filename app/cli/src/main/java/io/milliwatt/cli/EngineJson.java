package io.milliwatt.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.EngineUsage;
import io.milliwatt.bench.engine.NetworkMode;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.network.HostAddress;
import java.util.Locale;

/// Engines as JSON; docs/json.md. The control token is never in it.
final class EngineJson {
    private EngineJson() {}

    static ObjectNode of(EngineInfo engine) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("name", engine.name())
                .put("runtime", engine.runtime().key())
                .put("mode", engine.mode())
                .put("state", engine.running() ? "running" : "ended")
                .put("image", engine.image())
                .put("advertisedAddress", engine.advertisedAddress().getHostAddress())
                .put("reachedAt", HostAddress.text(engine.reachedAt()))
                .put("sipPort", engine.sipPort())
                .put("rtpPorts", engine.rtpPorts().toString())
                .put("portPool", engine.settings().sharedPorts() ? "shared" : "exclusive");
        engine.tlsPort().ifPresent(port -> object.put("sipTlsPort", port));
        engine.pid().ifPresent(pid -> object.put("pid", pid));
        engine.containerId().ifPresent(id -> object.put("containerId", id));
        engine.containerAddress()
                .ifPresent(address -> object.put("containerAddress", address.getHostAddress()));
        if (engine.runtime() == RuntimeKind.DOCKER) {
            Placement placement = engine.placement();
            if (placement.mode() == NetworkMode.PUBLISHED) {
                object.put("publish", placement.publishing().key());
            }
            if (placement.limits().cpus() > 0) {
                object.put("cpuLimit", placement.limits().cpus());
            } else {
                object.putNull("cpuLimit");
            }
            object.put("memoryLimitBytes", placement.limits().memoryBytes());
        }
        object.put("startedAt", engine.startedAt().toString());
        object.put("readyMillis", rounded(engine.readyMillis()));
        object.put("dial", engine.dial("echo").toLowerCase(Locale.ROOT));
        return object;
    }

    /// With what it uses now.
    static ObjectNode of(EngineInfo engine, EngineUsage usage) {
        ObjectNode object = of(engine);
        object.put("cpuPercent", rounded(usage.cpuPercent()));
        object.put("memoryBytes", usage.memoryBytes());
        if (usage.rtpPortsInUse() >= 0) {
            object.put("rtpPortsInUse", usage.rtpPortsInUse());
        } else {
            object.putNull("rtpPortsInUse");
        }
        EngineUsage.Traffic traffic = usage.traffic();
        if (traffic.known()) {
            object.put("receivedBytes", traffic.receivedBytes());
            object.put("sentBytes", traffic.sentBytes());
        } else {
            object.putNull("receivedBytes");
            object.putNull("sentBytes");
        }
        return object;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
