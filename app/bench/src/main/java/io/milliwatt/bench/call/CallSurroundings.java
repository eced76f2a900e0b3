package io.milliwatt.bench.call;

import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.bench.doctor.Doctor;
import io.milliwatt.bench.doctor.MediaFacts.AtServer;
import io.milliwatt.bench.doctor.Topology;
import io.milliwatt.bench.network.HostInterface;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.bench.topology.TopologyLook;
import io.milliwatt.bench.topology.TopologyLook.Watched;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
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
    private static final double LOOK_AFTER_MILLIS = 1_000;
    private static final long WATCH_PATIENCE_SECONDS = 8;

    private final TopologyLook look;
    private final CallRequest request;
    private final String target;
    private final Topology.Phone phone;
    private volatile Set<InetAddress> hostAddresses = Set.of();
    private volatile Topology topology;
    private boolean asked;
    private boolean concluded;
    private volatile Optional<CompletableFuture<Optional<Watched>>> watching = Optional.empty();

    CallSurroundings(TopologyLook look, CallRequest request, String target, Topology.Phone phone) {
        this.look = look;
        this.request = request;
        this.target = target;
        this.phone = phone;
        this.topology = Topology.of(request.engine()).with(phone);
    }

    /// A phone behind this host, which knows all of the host's addresses.
    static Topology.Phone behindThisHost(String address, List<String> routes) {
        var all = new ArrayList<>(routes);
        for (InetAddress each : HostInterface.addressesOfThisHost()) {
            if (each instanceof Inet4Address) {
                all.add(each.getHostAddress() + "/32");
            }
        }
        return new Topology.Phone(address, false, all);
    }

    /// Before the call.
    void begin() {
        hostAddresses = HostInterface.addressesOfThisHost();
    }

    /// An answer that comes late does not replace what was found out since.
    private synchronized void know(Topology found, boolean concluding) {
        if (concluding || !concluded) {
            topology = found;
            concluded = concluded || concluding;
        }
    }

    /// Looks at what has come of the call so far. Docker is asked after a second, in the
    /// background: neither the set-up nor the first packets wait for that. When nothing was heard
    /// by then, and the server has no taps of its own, its packets are watched.
    void consider(CallEvidence evidence) {
        if (evidence.course().connectedMillis() < LOOK_AFTER_MILLIS) {
            return;
        }
        if (!asked) {
            asked = true;
            VIRTUAL.execute(() -> know(look.quick(target, request.engine(), phone), false));
        }
        boolean silent =
                evidence.packets(Tap.PHONE_IN) == 0
                        && !evidence.course().held()
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
        know(ill ? look.deep(quick, evidence.with(quick), watched()) : quick, true);
    }

    Set<InetAddress> hostAddresses() {
        return hostAddresses;
    }

    Topology topology() {
        return topology;
    }

    /// What was seen at the server; empty while it is not known.
    Optional<AtServer> atServer() {
        return watched().map(Watched::packets);
    }

    private Optional<Watched> watched() {
        return watching.filter(it -> it.isDone() && !it.isCompletedExceptionally())
                .flatMap(it -> it.getNow(Optional.empty()));
    }
}
