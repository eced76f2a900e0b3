package io.milliwatt.bench.engine;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the engine is told by its environment; docs/engine.md, Configuration.
final class EngineEnvironment {
    static final String TOKEN = "MILLIWATT_CONTROL_TOKEN";

    private EngineEnvironment() {}

    static Map<String, String> of(
            LaunchRequest request,
            InetAddress advertise,
            String bind,
            String controlBind,
            int controlPort,
            String token) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("MILLIWATT_NAME", request.name());
        variables.put("MILLIWATT_ADVERTISE", advertise.getHostAddress());
        variables.put("MILLIWATT_BIND", bind);
        variables.put("MILLIWATT_SIP_PORT", Integer.toString(request.sipPort()));
        variables.put("MILLIWATT_RTP_PORTS", request.rtpPorts().toString());
        variables.put("MILLIWATT_CONTROL_BIND", controlBind);
        variables.put("MILLIWATT_CONTROL_PORT", Integer.toString(controlPort));
        variables.put(TOKEN, token);
        return variables;
    }
}
