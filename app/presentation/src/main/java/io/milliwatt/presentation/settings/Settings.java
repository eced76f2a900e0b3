package io.milliwatt.presentation.settings;

import io.milliwatt.bench.engine.EngineSettings;
import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.PortRange;
import java.util.Optional;

/// What the user chose.
///
/// @param theme light, dark, or as the system has it
/// @param runtime where to launch engines
/// @param sipPort SIP port of the next launch
/// @param rtpPorts RTP and RTCP ports of the next launch
/// @param calls what calls send, where they are heard, and whether they are captured
/// @param placement network mode, publishing and limits of the next launch in Docker
/// @param realtime whether the media threads of the next engine in Docker get a share of the
///   kernel's real-time budget
public record Settings(
        ThemeChoice theme,
        RuntimeChoice runtime,
        int sipPort,
        PortRange rtpPorts,
        CallSettings calls,
        Placement placement,
        boolean realtime) {
    public static final Settings DEFAULT =
            new Settings(
                    ThemeChoice.SYSTEM,
                    RuntimeChoice.AUTO,
                    LaunchRequest.DEFAULT_SIP_PORT,
                    LaunchRequest.DEFAULT_RTP_PORTS,
                    CallSettings.DEFAULT,
                    Placement.DEFAULT,
                    false);

    public Settings withTheme(ThemeChoice value) {
        return new Settings(value, runtime, sipPort, rtpPorts, calls, placement, realtime);
    }

    public Settings withRuntime(RuntimeChoice value) {
        return new Settings(theme, value, sipPort, rtpPorts, calls, placement, realtime);
    }

    public Settings withSipPort(int value) {
        return new Settings(theme, runtime, value, rtpPorts, calls, placement, realtime);
    }

    public Settings withRtpPorts(PortRange value) {
        return new Settings(theme, runtime, sipPort, value, calls, placement, realtime);
    }

    public Settings withAudio(AudioSetting value) {
        return withCalls(new CallSettings(value, calls.capture()));
    }

    public Settings withCapture(boolean value) {
        return withCalls(new CallSettings(calls.audio(), value));
    }

    private Settings withCalls(CallSettings value) {
        return new Settings(theme, runtime, sipPort, rtpPorts, value, placement, realtime);
    }

    public Settings withPlacement(Placement value) {
        return new Settings(theme, runtime, sipPort, rtpPorts, calls, value, realtime);
    }

    public Settings withRealtime(boolean value) {
        return new Settings(theme, runtime, sipPort, rtpPorts, calls, placement, value);
    }

    /// What calls send and where they are heard.
    public AudioSetting audio() {
        return calls.audio();
    }

    /// Whether the next engine advertises an address of the host, and not its own.
    public boolean hostAddress() {
        return !placement.mode().ownAddress();
    }

    /// The engine that the window launches with them; it ends with the window. It advertises what
    /// was chosen for all launches, and real time is asked for where it can be had only.
    public LaunchRequest launchRequest() {
        return new LaunchRequest(
                        LaunchRequest.DEFAULT_NAME,
                        runtime.kind(),
                        Optional.empty(),
                        sipPort,
                        rtpPorts,
                        true)
                .withPlacement(placement)
                .withSettings(
                        EngineSettings.DEFAULT.withRealtime(
                                realtime && runtime != RuntimeChoice.EMBEDDED));
    }
}
