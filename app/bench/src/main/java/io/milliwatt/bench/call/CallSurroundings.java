package io.milliwatt.bench.call;

import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.bench.doctor.Doctor;
import io.milliwatt.bench.doctor.MediaFacts.AtServer;
import io.milliwatt.bench.doctor.Topology;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.bench.topology.TopologyLook;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What is known of a call beside what phone and engine say: the host, Docker, and the packets at
/// the server's interface. Asked by one thread, the one that watches the call; what it shows is for
/// any.
final class CallSurroundings {
    private static final Executor VIRTUAL = it -> Thread.ofVirtual().name("look").start(it);
    private static final double WATCH_AFTER_MILLIS = 1_000;
    private static final long WATCH_PATIENCE_SECONDS = 8;

    private final TopologyLook look;
    private final CallRequest request;
    private final String target;
    private final Topology.Phone phone;
    private volatile Set<InetAddress> hostAddresses = Set.of();
    private volatile Topology topology;
    private volatile Optional<CompletableFuture<Optional<AtServer>>> watching = Optional.empty();

    CallSurroundings(TopologyLook look, CallRequest request, String target, Topology.Phone phone) {
        this.look = look;
        this.request = request;
        this.target = target;
        this.phone = phone;
        this.topology = Topology.of(request.engine()).with(phone);
    }

    /// Asks Docker, in the background: a call does not wait for that.
    void begin() {
        hostAddresses = addressesOfThisHost();
        VIRTUAL.execute(() -> topology = look.quick(target, request.engine(), phone));
    }

    /// Looks at what has come of the call so far. When nothing was heard after a second, and the
    /// server has no taps of its own, its packets are watched.
    void consider(CallEvidence evidence) {
        boolean silent =
                evidence.connectedMillis() >= WATCH_AFTER_MILLIS
                        && evidence.packets(Tap.PHONE_IN) == 0
                        && !evidence.held()
                        && !evidence.hasEngineTaps();
        if (silent && watching.isEmpty()) {
            watching =
                    Optional.of(
                            CompletableFuture.supplyAsync(
                                    () -> look.watch(target, request.engine()), VIRTUAL));
        }
    }

    /// At the end: where the call was not healthy, looks at the host as well.
    void conclude(CallEvidence evidence) {
        watching.ifPresent(it -> {
            try {
                it.get(WATCH_PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException _) {
                // not seen
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        });
        Topology quick = look.quick(target, request.engine(), phone);
        boolean ill =
                evidence.nobodyAnswered()
                        || Doctor.examine(evidence).stream()
                                .anyMatch(it -> it.severity() != Severity.NOTE);
        topology = ill ? look.deep(quick, evidence.with(quick)) : quick;
    }

    Set<InetAddress> hostAddresses() {
        return hostAddresses;
    }

    Topology topology() {
        return topology;
    }

    /// What was seen at the server; empty while it is not known.
    Optional<AtServer> atServer() {
        return watching.filter(it -> it.isDone() && !it.isCompletedExceptionally())
                .flatMap(it -> it.getNow(Optional.empty()));
    }

    private static Set<InetAddress> addressesOfThisHost() {
        var addresses = new HashSet<InetAddress>();
        try {
            NetworkInterface.networkInterfaces()
                    .forEach(network -> network.inetAddresses().forEach(addresses::add));
        } catch (SocketException _) {
            // unknown: the rules that need them do not fire
        }
        return addresses;
    }
}
