package io.milliwatt.images;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.WaitResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Runs the engine once in a container and keeps the AOT cache (JEP 514) that its JVM writes when
/// it ends. The container, its image and its ports are gone afterwards, whatever happened.
final class AotTraining {
    private static final int STOP_SECONDS = 90;
    private static final long POLL_MILLIS = 50;
    private static final int LOG_LINES = 15;
    private static final int RTP_PORTS = 4;

    private final DockerClient docker;
    private final ImageLoader loader;
    private final EngineCommand command;

    AotTraining(DockerClient docker, ImageLoader loader, EngineCommand command) {
        this.docker = docker;
        this.loader = loader;
        this.command = command;
    }

    void train(ImageArchive untrained, Trainer trainer, Path target, BooleanSupplier cancelled)
            throws IOException, InterruptedException, ImageException {
        String container = "";
        try {
            loader.load(untrained, _ -> {});
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            FreePorts ports = FreePorts.on(loopback);
            var random = new byte[32];
            new SecureRandom().nextBytes(random);
            String token = HexFormat.of().formatHex(random);
            container = create(untrained.reference(), loopback, ports, token);
            docker.startContainerCmd(container).exec();
            var engine =
                    new Trainer.Trainee(
                            new InetSocketAddress(loopback, ports.sip()),
                            URI.create("http://127.0.0.1:" + ports.control()),
                            token);
            watched(
                    () -> {
                        trainer.exercise(engine);
                        return true;
                    },
                    cancelled);
            String id = container;
            watched(
                    () -> {
                        docker.stopContainerCmd(id).withTimeout(STOP_SECONDS).exec();
                        return docker.waitContainerCmd(id)
                                .exec(new PatientCallback<WaitResponse>())
                                .awaitEnd(STOP_SECONDS * 1000L);
                    },
                    cancelled);
            copyCache(container, target);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw failed(container, String.valueOf(cause.getMessage()), cause);
        } catch (DockerException e) {
            throw failed(container, ImageLoader.messageOf(e), e);
        } finally {
            if (!container.isEmpty()) {
                loader.removeContainer(container);
            }
            loader.removeImage(untrained.reference());
        }
    }

    private String create(String image, InetAddress host, FreePorts ports, String token) {
        var bindings = new Ports();
        var exposed = new ArrayList<ExposedPort>();
        publish(bindings, exposed, ExposedPort.tcp(EngineCommand.CONTROL_PORT), ports.control());
        publish(bindings, exposed, ExposedPort.udp(ports.sip()), ports.sip());
        publish(bindings, exposed, ExposedPort.tcp(ports.sip()), ports.sip());
        for (int port = ports.rtp(); port < ports.rtp() + RTP_PORTS; port++) {
            publish(bindings, exposed, ExposedPort.udp(port), port);
        }
        CreateContainerResponse created =
                docker.createContainerCmd(image)
                        .withEntrypoint(command.training())
                        .withEnv(
                                "MILLIWATT_ADVERTISE=" + host.getHostAddress(),
                                "MILLIWATT_SIP_PORT=" + ports.sip(),
                                "MILLIWATT_RTP_PORTS="
                                        + ports.rtp()
                                        + "-"
                                        + (ports.rtp() + RTP_PORTS - 1),
                                "MILLIWATT_CONTROL_PORT=" + EngineCommand.CONTROL_PORT,
                                "MILLIWATT_CONTROL_BIND=0.0.0.0",
                                "MILLIWATT_CONTROL_TOKEN=" + token)
                        .withLabels(Map.of(EngineImage.LABEL, EngineImage.TRAINING))
                        .withExposedPorts(exposed)
                        .withHostConfig(
                                HostConfig.newHostConfig()
                                        .withPortBindings(bindings)
                                        .withCapDrop(Capability.ALL)
                                        .withSecurityOpts(List.of("no-new-privileges")))
                        .exec();
        return created.getId();
    }

    private static void publish(
            Ports bindings, List<ExposedPort> exposed, ExposedPort inside, int outside) {
        exposed.add(inside);
        bindings.bind(inside, Ports.Binding.bindIpAndPort("127.0.0.1", outside));
    }

    /// Runs a step on a thread of its own, so that cancelling need not wait for its end.
    private static <T> T watched(Callable<T> step, BooleanSupplier cancelled)
            throws InterruptedException, ExecutionException, ImageException {
        var task = new FutureTask<T>(step);
        Thread thread = Thread.ofVirtual().name("image-training").start(task);
        try {
            while (true) {
                try {
                    return task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException _) {
                    if (cancelled.getAsBoolean()) {
                        throw ImageException.cancelled();
                    }
                }
            }
        } finally {
            thread.interrupt();
        }
    }

    private void copyCache(String container, Path target) throws IOException, ImageException {
        try (InputStream in =
                        docker.copyArchiveFromContainerCmd(container, EngineCommand.TRAINED_CACHE)
                                .exec();
                var tar = new TarArchiveInputStream(in)) {
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null || !entry.isFile()) {
                throw failed(container, "it left no AOT cache", null);
            }
            Files.copy(tar, target);
        }
    }

    private ImageException failed(
            String container, String what, @org.jspecify.annotations.Nullable Throwable cause) {
        String log = container.isEmpty() ? "" : lastLines(container);
        return new ImageException(
                ImageException.Reason.TRAINING,
                "The engine failed in training: "
                        + what
                        + (log.isEmpty() ? "" : "; its last lines: " + log),
                "Look at the engine's lines above; until it is mended use --runtime embedded",
                cause == null ? new IOException(what) : cause);
    }

    private String lastLines(String container) {
        var text = new StringBuffer();
        try {
            docker.logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .withTail(LOG_LINES)
                    .exec(
                            new PatientCallback<Frame>() {
                                @Override
                                public void onNext(Frame frame) {
                                    text.append(
                                            new String(frame.getPayload(), StandardCharsets.UTF_8));
                                }
                            })
                    .awaitEnd(2_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (DockerException _) {
            return "";
        }
        return text.toString().strip();
    }

    /// Ports of the loopback address that were free a moment ago. RTP starts at an even one, and
    /// those after it were free as well.
    private record FreePorts(int sip, int control, int rtp) {
        private static final int FIRST_RTP = 20_000;
        private static final int LAST_RTP = 32_000;

        static FreePorts on(InetAddress address) throws IOException {
            try (var control = new ServerSocket(0, 1, address);
                    var sip = new ServerSocket(0, 1, address);
                    var sipUdp = new DatagramSocket(sip.getLocalPort(), address)) {
                return new FreePorts(sipUdp.getLocalPort(), control.getLocalPort(), rtp(address));
            }
        }

        private static int rtp(InetAddress address) throws IOException {
            for (int first = FIRST_RTP; first < LAST_RTP; first += RTP_PORTS) {
                if (free(address, first)) {
                    return first;
                }
            }
            throw new IOException("no free UDP ports between 20000 and " + LAST_RTP);
        }

        private static boolean free(InetAddress address, int first) {
            for (int port = first; port < first + RTP_PORTS; port++) {
                try (var probe = new DatagramSocket(port, address)) {
                    if (!probe.isBound()) {
                        return false;
                    }
                } catch (IOException _) {
                    return false;
                }
            }
            return true;
        }
    }
}
