package io.milliwatt.bench.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the engine is told by its environment; docs/engine.md, Configuration.
final class EngineEnvironment {
    static final String TOKEN = "MILLIWATT_CONTROL_TOKEN";

    private static final String PORT_POOL = "MILLIWATT_PORT_POOL";
    private static final String SHARED = "shared";
    private static final String TLS_PORT = "MILLIWATT_SIP_TLS_PORT";
    private static final String USERS = "MILLIWATT_USERS";

    private EngineEnvironment() {}

    static Map<String, String> of(LaunchRequest request, Listening listening, String token) {
        var variables = new LinkedHashMap<String, String>();
        variables.put("MILLIWATT_NAME", request.name());
        variables.put("MILLIWATT_ADVERTISE", listening.advertise());
        variables.put("MILLIWATT_BIND", listening.bind());
        variables.put("MILLIWATT_SIP_PORT", Integer.toString(request.sipPort()));
        variables.put("MILLIWATT_RTP_PORTS", request.rtpPorts().toString());
        variables.put("MILLIWATT_CONTROL_BIND", listening.controlBind());
        variables.put("MILLIWATT_CONTROL_PORT", Integer.toString(listening.controlPort()));
        EngineSettings settings = request.settings();
        variables.put(PORT_POOL, settings.sharedPorts() ? SHARED : "exclusive");
        if (settings.tls()) {
            variables.put(TLS_PORT, Integer.toString(EngineSettings.tlsPort(request.sipPort())));
        }
        if (!settings.users().isEmpty()) {
            variables.put(USERS, settings.users());
        }
        variables.put(TOKEN, token);
        return variables;
    }

    /// The settings that [#of] wrote.
    static EngineSettings settings(Map<String, String> variables) {
        return new EngineSettings(
                SHARED.equals(variables.get(PORT_POOL)),
                variables.containsKey(TLS_PORT),
                variables.getOrDefault(USERS, ""));
    }
}
