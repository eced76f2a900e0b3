package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.engine.call.CallView;
import io.milliwatt.engine.call.StreamView;
import io.milliwatt.engine.config.EngineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/// The engine that foreign phones call in a test.
final class PeerEngine implements AutoCloseable {
    /// Hashes of `secret` (`user:milliwatt:secret`), for which baresip knows the algorithm.
    private static final String USERS =
            "alice:{md5}a0c04f40d612be9bc55805dbb615f00a,bob:{md5}6d313c57f7e4adefad01ec2b6956679a";

    final Engine engine;
    private final int sipPort;
    private final String host;

    PeerEngine(int sipPort, int firstRtpPort) throws Exception {
        this("127.0.0.1", sipPort, firstRtpPort);
    }

    /// @param host address to listen on
    PeerEngine(String host, int sipPort, int firstRtpPort) throws Exception {
        this.sipPort = sipPort;
        this.host = host;
        engine =
                Engine.start(
                        EngineConfig.read(
                                new String[] {
                                    "--bind=" + host,
                                    "--sip-port=" + sipPort,
                                    "--rtp-ports=" + firstRtpPort + "-" + (firstRtpPort + 39),
                                    "--control-port=0"
                                },
                                Map.of(
                                        "MILLIWATT_CONTROL_TOKEN",
                                        "0123456789abcdef",
                                        "MILLIWATT_USERS",
                                        USERS)));
    }

    String uri(String number) {
        return "sip:"
                + number
                + "@"
                + (host.contains(":") ? "[" + host + "]" : host)
                + ":"
                + sipPort;
    }

    /// An account of baresip that calls this engine without registering.
    String account(String user, String parameters) {
        return "<sip:" + user + "@127.0.0.1:" + sipPort + ">;regint=0;" + parameters;
    }

    /// An account of baresip that registers.
    String registered(String user, String parameters) {
        return "<sip:"
                + user
                + "@127.0.0.1:"
                + sipPort
                + ">;auth_pass=secret;regint=600;"
                + parameters;
    }

    /// Calls that go on.
    List<CallView> running() {
        return engine.calls().stream().filter(call -> !call.state().equals("ended")).toList();
    }

    /// Waits for a call that goes on and is such.
    CallView awaitCall(Predicate<CallView> wanted, Peer teller) throws Exception {
        Optional<CallView> found = Optional.empty();
        for (int i = 0; i < 200 && found.isEmpty(); i++) {
            Thread.sleep(50);
            found = running().stream().filter(wanted).findFirst();
        }
        return found.orElseThrow(
                () -> new AssertionError("no such call in " + engine.calls() + teller.said()));
    }

    /// Waits until so many packets of a call have come in, and half of them gone out.
    ///
    /// @param number how what was dialled begins
    CallView awaitPackets(String number, int count, Peer teller) throws Exception {
        return awaitCall(
                call ->
                        call.testNumber().startsWith(number)
                                && packets(call, "engine-in") >= count
                                && packets(call, "engine-out") >= count / 2,
                teller);
    }

    static long packets(CallView call, String tap) {
        return call.streams().stream()
                .filter(stream -> stream.tap().equals(tap))
                .mapToLong(StreamView::packets)
                .sum();
    }

    /// Nothing of what the engine got of a call was lost on its way, nor came too late or twice.
    static void assertNothingLost(CallView call) {
        for (StreamView stream : call.streams()) {
            assertEquals(0, stream.lost(), stream::toString);
            assertEquals(0, stream.duplicates(), stream::toString);
        }
    }

    static void await(BooleanSupplier condition, Peer teller) throws Exception {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertTrue(condition.getAsBoolean(), teller::said);
    }

    /// Waits until users have registered.
    void awaitRegistrations(int count, Peer teller) throws Exception {
        await(() -> engine.registrations().size() == count, teller);
    }

    /// Waits until no call goes on and no port is taken.
    void awaitQuiet() throws Exception {
        var left = new ArrayList<CallView>();
        for (int i = 0; i < 100; i++) {
            left.clear();
            left.addAll(running());
            if (left.isEmpty() && engine.rtpPortsInUse() == 0) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("still there: " + left);
    }

    @Override
    public void close() {
        engine.close();
    }
}
