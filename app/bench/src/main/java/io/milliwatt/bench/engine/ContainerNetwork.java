package io.milliwatt.bench.engine;

import com.github.dockerjava.api.model.Ports;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.net.InetAddress;
import java.util.Optional;

/// A bridge network and nothing published: the engine is reached at the container's own address, so
/// each engine has all ports for itself. This host reaches it, a phone on the LAN with a route. The
/// address is Docker's choice, and the engine finds it out by itself.
record ContainerNetwork(LaunchRequest request, Surroundings around) implements EngineNetwork {
    @Override
    public InetAddress chooseAddress(LaunchListener listener) throws BenchException {
        if (request.advertise().isPresent()) {
            throw new BenchException(
                    ProblemCode.BAD_CONFIGURATION,
                    "In mode container the engine advertises its own address, not "
                            + request.advertise().get().getHostAddress(),
                    "Leave --advertise away, or give --mode published");
        }
        listener.progress(LaunchStep.CHOOSE_ADDRESS, "the container's own, Docker's choice", 1);
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void check(InetAddress host, LaunchListener listener) throws BenchException {
        around.daemon().facts().mustShareNetworkWithThisHost(NetworkMode.CONTAINER);
        if (!request.placement().network().isEmpty()) {
            around.networks().existing(request.placement().network(), "bridge");
        }
        listener.progress(
                LaunchStep.CHECK_PORTS, "nothing is published: all ports are the container's", 1);
    }

    @Override
    public Attachment attach(InetAddress host, LaunchListener listener) {
        return new Attachment(
                Listening.inContainer(Listening.OWN),
                new Ports(),
                request.placement().network(),
                Optional.empty());
    }
}
