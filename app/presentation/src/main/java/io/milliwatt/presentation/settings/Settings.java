package io.milliwatt.presentation.settings;

import io.milliwatt.bench.engine.LaunchRequest;
import io.milliwatt.bench.engine.Placement;
import io.milliwatt.bench.engine.PortRange;
import java.net.InetAddress;
import java.util.Optional;

/// What the user chose.
///
/// @param theme light, dark, or as the system has it
/// @param runtime where to launch engines
/// @param advertise the address for the next launch; empty = the best ranked
/// @param sipPort SIP port of the next launch
/// @param rtpPorts RTP and RTCP ports of the next launch
/// @param audio what calls send and where they are heard
/// @param placement network mode, publishing and limits of the next launch in Docker
public record Settings(
        ThemeChoice theme,
        RuntimeChoice runtime,
        Optional<InetAddress> advertise,
        int sipPort,
        PortRange rtpPorts,
        AudioSetting audio,
        Placement placement) {
    public static final Settings DEFAULT =
            new Settings(
                    ThemeChoice.SYSTEM,
                    RuntimeChoice.AUTO,
                    Optional.empty(),
                    LaunchRequest.DEFAULT_SIP_PORT,
                    LaunchRequest.DEFAULT_RTP_PORTS,
                    AudioSetting.DEFAULT,
                    Placement.DEFAULT);

    public Settings withTheme(ThemeChoice value) {
        return new Settings(value, runtime, advertise, sipPort, rtpPorts, audio, placement);
    }

    public Settings withRuntime(RuntimeChoice value) {
        return new Settings(theme, value, advertise, sipPort, rtpPorts, audio, placement);
    }

    public Settings withAdvertise(Optional<InetAddress> value) {
        return new Settings(theme, runtime, value, sipPort, rtpPorts, audio, placement);
    }

    public Settings withSipPort(int value) {
        return new Settings(theme, runtime, advertise, value, rtpPorts, audio, placement);
    }

    public Settings withRtpPorts(PortRange value) {
        return new Settings(theme, runtime, advertise, sipPort, value, audio, placement);
    }

    public Settings withAudio(AudioSetting value) {
        return new Settings(theme, runtime, advertise, sipPort, rtpPorts, value, placement);
    }

    public Settings withPlacement(Placement value) {
        return new Settings(theme, runtime, advertise, sipPort, rtpPorts, audio, value);
    }

    /// Whether the next engine advertises an address of the host, and not its own.
    public boolean hostAddress() {
        return !placement.mode().ownAddress();
    }

    /// The engine that the window launches with them; it ends with the window.
    public LaunchRequest launchRequest() {
        return new LaunchRequest(
                        LaunchRequest.DEFAULT_NAME,
                        runtime.kind(),
                        hostAddress() ? advertise : Optional.empty(),
                        sipPort,
                        rtpPorts,
                        true)
                .withPlacement(placement);
    }
}
