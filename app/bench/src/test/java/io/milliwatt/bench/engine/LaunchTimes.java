package io.milliwatt.bench.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import io.milliwatt.bench.Distribution;
import io.milliwatt.bench.docker.DockerConnection;
import io.milliwatt.bench.docker.DockerEndpoint;
import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.images.CacheDirectory;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Measures what a launch costs beyond the least that Docker can do: launch to ready, against
/// creating and starting a container of the same image with the same published ports and nothing
/// else, alternating. Prints the median of each and of each launch step.
///
/// Arguments: how many rounds (default 5). `docs/performance/launch-time` runs it.
final class LaunchTimes {
    private LaunchTimes() {}

    public static void main(String[] arguments) throws BenchException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        Engines engines = LocalEngines.create();
        var docker = new DockerConnection(DockerEndpoint.ofUser());
        LaunchRequest request = TestEngines.request("launch-times", RuntimeKind.DOCKER, true);
        var wide =
                new LaunchRequest(
                        request.name(),
                        request.runtime(),
                        Optional.of(LocalEngines.rankedAddresses().getFirst().address()),
                        request.sipPort(),
                        LaunchRequest.DEFAULT_RTP_PORTS,
                        true);
        // one round that does not count: the image is built, classes are loaded
        bare(docker.client(), wide);
        launch(engines, wide, new EnumMap<>(LaunchStep.class));
        var least = new ArrayList<Double>();
        var ready = new ArrayList<Double>();
        var steps = new EnumMap<LaunchStep, List<Double>>(LaunchStep.class);
        for (int round = 0; round < rounds; round++) {
            least.add(bare(docker.client(), wide));
            ready.add(launch(engines, wide, steps));
        }
        print("docker run, the same image and ports", least);
        print("launch to ready", ready);
        System.out.printf(
                Locale.ROOT,
                "difference of the medians %28.0f ms%n",
                median(ready) - median(least));
        steps.forEach((step, times) -> print("  until: " + step.title(), times));
    }

    private static double launch(
            Engines engines, LaunchRequest request, Map<LaunchStep, List<Double>> steps)
            throws BenchException {
        long begin = System.nanoTime();
        EngineInfo engine =
                engines.launch(
                        request,
                        (step, _, fraction) -> {
                            if (fraction <= 0) {
                                steps.computeIfAbsent(step, _ -> new ArrayList<>())
                                        .add((System.nanoTime() - begin) / 1e6);
                            }
                        },
                        () -> false);
        double millis = (System.nanoTime() - begin) / 1e6;
        engines.stop(engine.name());
        return millis;
    }

    private static double bare(DockerClient docker, LaunchRequest request) throws BenchException {
        InetAddress address = request.advertise().orElseThrow();
        new EngineImages(
                        new DockerConnection(DockerEndpoint.ofUser()),
                        Distribution::current,
                        CacheDirectory.ofUser())
                .build(false, (_, _, _) -> {}, () -> false);
        String image = EngineImages.create().reference();
        EngineNetwork.Attachment attachment =
                new PublishedNetwork(request, TestEngines.nowhere())
                        .attach(address, (_, _, _) -> {});
        long begin = System.nanoTime();
        String id =
                docker.createContainerCmd(image)
                        .withExposedPorts(
                                attachment
                                        .ports()
                                        .getBindings()
                                        .keySet()
                                        .toArray(ExposedPort[]::new))
                        .withHostConfig(EngineContainer.hostConfig(request, attachment))
                        .withEntrypoint("/jre/bin/java", "-version")
                        .exec()
                        .getId();
        try {
            docker.startContainerCmd(id).exec();
            return (System.nanoTime() - begin) / 1e6;
        } finally {
            docker.removeContainerCmd(id).withForce(true).exec();
        }
    }

    private static void print(String what, List<Double> millis) {
        System.out.printf(
                Locale.ROOT,
                "%-44s median %6.0f ms (%s)%n",
                what,
                median(millis),
                String.join(
                        " ",
                        millis.stream()
                                .map(it -> String.format(Locale.ROOT, "%.0f", it))
                                .toList()));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
