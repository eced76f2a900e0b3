package io.milliwatt.bench.engine;

import com.github.dockerjava.api.model.Ports;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;

/// The host's own network: no bridge, no translation, no proxy. The engine binds the advertised
/// address only, and its control API the loopback address, on a port that was free a moment ago.
record HostNetwork(LaunchRequest request, Surroundings around) implements EngineNetwork {
    private static final String NAME = "host";

    @Override
    public InetAddress chooseAddress(LaunchListener listener) throws BenchException {
        return around.checks().chooseAddress(request, listener);
    }

    @Override
    public void check(InetAddress host, LaunchListener listener) throws BenchException {
        around.daemon().facts().mustShareNetworkWithThisHost(NetworkMode.HOST);
        around.checks().checkPorts(request, host, listener);
    }

    @Override
    public Attachment attach(InetAddress host, LaunchListener listener) throws BenchException {
        return new Attachment(
                Listening.onHost(request.settings().advertiseFor(host), host, freeLoopbackPort()),
                new Ports(),
                NAME,
                Optional.empty());
    }

    private static int freeLoopbackPort() throws BenchException {
        try (var socket =
                new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchException(
                    ProblemCode.PORT_TAKEN,
                    "No free port for the control API on 127.0.0.1: " + e.getMessage(),
                    "Look what holds them: ss -ltnp",
                    e);
        }
    }
}
