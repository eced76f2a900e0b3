package io.milliwatt.bench.engine;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Ports;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.toolbox.HostCommand;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A bridge network with published ports. Host port equals container port, because SDP and Contact
/// carry the port; bound to one address, which halves the number of proxies and keeps the engine
/// off other networks. The control API is published on the loopback address, on any free port.
///
/// With [Publishing#DNAT] Docker publishes SIP and the control API only, and the RTP range is led
/// to the container by [DnatRules], once its address is known.
record PublishedNetwork(LaunchRequest request, Surroundings around) implements EngineNetwork {
    @Override
    public InetAddress chooseAddress(LaunchListener listener) throws BenchException {
        return around.checks().chooseAddress(request, listener);
    }

    @Override
    public void check(InetAddress host, LaunchListener listener) throws BenchException {
        if (!request.placement().network().isEmpty()) {
            around.networks().existing(request.placement().network(), "bridge");
        }
        if (isDnat()) {
            around.daemon().facts().mustShareNetworkWithThisHost(NetworkMode.PUBLISHED);
        }
        around.checks().checkPorts(request, host, listener);
    }

    private boolean isDnat() {
        return request.placement().publishing() == Publishing.DNAT;
    }

    @Override
    public boolean changesHost() {
        return isDnat();
    }

    @Override
    public Optional<HostCommand> reach(InspectContainerResponse container, InetAddress host) {
        return isDnat()
                ? Optional.of(DnatRules.of(container, request, host).command())
                : Optional.empty();
    }

    @Override
    public Attachment attach(InetAddress host, LaunchListener listener) {
        String advertise =
                request.placement().advertiseContainer()
                        ? Listening.OWN
                        : request.settings().advertiseFor(host);
        return new Attachment(
                Listening.inContainer(advertise),
                bindings(host),
                request.placement().network(),
                Optional.empty());
    }

    private Ports bindings(InetAddress host) {
        List<ExposedPort> published = new ArrayList<>(EngineNetwork.sipPorts(request));
        if (!isDnat()) {
            published.addAll(EngineNetwork.rtpPorts(request));
        }
        var bindings = new Ports();
        for (ExposedPort port : published) {
            bindings.bind(port, Ports.Binding.bindIpAndPort(host.getHostAddress(), port.getPort()));
        }
        bindings.bind(ExposedPort.tcp(Listening.CONTROL_PORT), Ports.Binding.bindIp("127.0.0.1"));
        return bindings;
    }
}
