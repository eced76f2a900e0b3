package io.milliwatt.phone;

import static io.milliwatt.phone.PhoneRecorder.eventually;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.milliwatt.phone.audio.CaptureSink;
import io.milliwatt.phone.audio.NullSink;
import io.milliwatt.phone.audio.SilenceSource;
import io.milliwatt.phone.audio.ToneSource;
import io.milliwatt.sip.SipTransport;
import io.milliwatt.sip.SipUri;
import io.milliwatt.sip.TransferProgress;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Transfers with baresip, a foreign phone, as the one that is transferred and the one that
/// transfers.
@Tag("system")
class TransferInteropTest {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final CaptureSink carolHears = new CaptureSink();
    private final PhoneRecorder carolEvents =
            new PhoneRecorder(call -> call.answer(CallOptions.of(new SilenceSource(), carolHears)));
    @TempDir private Path folder;

    @BeforeEach
    void needsBaresip() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/baresip")),
                "baresip is not installed (package baresip-core)");
    }

    private static Phone phone(String user, PhoneListener listener) throws PhoneException {
        return Phone.start(PhoneConfig.on(InetAddress.getLoopbackAddress(), user), listener);
    }

    private static SipUri uri(String user, int port) {
        return new SipUri(user, "127.0.0.1", port, Optional.empty());
    }

    @Test
    void transfersBaresip() throws Exception {
        List<TransferProgress> progress = new CopyOnWriteArrayList<>();
        PhoneListener watching =
                new PhoneListener() {
                    @Override
                    public void transferring(PhoneCall call, TransferProgress newest) {
                        progress.add(newest);
                    }
                };
        try (Baresip baresip = new Baresip(folder);
                Phone alice = phone("alice", watching);
                Phone carol = phone("carol", carolEvents)) {
            eventually(baresip::listens);
            PhoneCall call =
                    alice.call(
                            uri("sine", baresip.sipPort()),
                            CallOptions.of(new SilenceSource(), new NullSink()));
            assertTrue(call.awaitConnected(PATIENCE), call::toString);
            call.transfer(uri("carol", carol.sipPort(SipTransport.UDP)));
            carolEvents.awaitIncoming();
            eventually(() -> Tones.endsWithTone(carolHears.samples(), 440));
            assertTrue(call.awaitEnded(PATIENCE), () -> call + " after " + progress);
        }
    }

    @Test
    void isTransferredByBaresip() throws Exception {
        PhoneListener agreeing =
                new PhoneListener() {
                    @Override
                    public void incoming(PhoneCall call) {
                        call.answer(CallOptions.of(new SilenceSource(), new NullSink()));
                    }

                    @Override
                    public Optional<CallOptions> transferRequested(PhoneCall call, String uri) {
                        return Optional.of(
                                CallOptions.of(new ToneSource(1000, -10), new NullSink()));
                    }
                };
        try (Baresip baresip = new Baresip(folder);
                Phone bob = phone("bob", agreeing);
                Phone carol = phone("carol", carolEvents)) {
            eventually(baresip::listens);
            baresip.command("dial", "sip:bob@127.0.0.1:" + bob.sipPort(SipTransport.UDP));
            eventually(() ->
                    bob.calls().stream()
                            .anyMatch(c -> c.state() instanceof PhoneCallState.Connected));
            baresip.command("transfer", "sip:carol@127.0.0.1:" + carol.sipPort(SipTransport.UDP));
            carolEvents.awaitIncoming();
            eventually(() -> Tones.endsWithTone(carolHears.samples(), 1000));
            // baresip hangs up when it hears that the target has answered
            eventually(() -> bob.calls().size() == 1);
        }
    }
}
