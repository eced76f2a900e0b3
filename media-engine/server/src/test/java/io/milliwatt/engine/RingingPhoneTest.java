package io.milliwatt.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.milliwatt.engine.config.EngineConfig;
import io.milliwatt.sip.Credentials;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.IncomingCall;
import io.milliwatt.sip.Registration;
import io.milliwatt.sip.RequestOutcome;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipCallListener;
import io.milliwatt.sip.SipEndpoint;
import io.milliwatt.sip.SipEndpointListener;
import io.milliwatt.sip.SipStackConfig;
import io.milliwatt.sip.SipTap;
import io.milliwatt.sip.SipUri;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A registered phone of which the test says what it does when `bridge-USER` calls it.
class RingingPhoneTest {
    private static final int SIP_PORT = 25_770;

    /// Rings, or refuses what is offered.
    private final class Phone implements SipEndpointListener, SipCallListener {
        private final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
        private final BlockingQueue<EndReason> ends = new LinkedBlockingQueue<>();
        private final String wanted;

        /// @param wanted what an offer must contain, or it is refused with 488
        Phone(String wanted) {
            this.wanted = wanted;
        }

        @Override
        public SipCallListener incomingCall(IncomingCall call) {
            calls.add(call);
            if (call.offerSdp().orElse("").contains(wanted)) {
                call.ring();
            } else {
                call.reject(488, "Not Acceptable Here", Map.of());
            }
            return this;
        }

        @Override
        public void ended(SipCall call, EndReason reason) {
            ends.add(reason);
        }

        String nextOffer() throws Exception {
            IncomingCall call = calls.poll(5, TimeUnit.SECONDS);
            return call == null ? "nothing" : call.offerSdp().orElse("");
        }
    }

    private Engine engine;
    private TestCaller caller;
    private Optional<SipEndpoint> endpoint = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        engine =
                Engine.start(
                        EngineConfig.read(
                                new String[] {
                                    "--bind=127.0.0.1",
                                    "--sip-port=" + SIP_PORT,
                                    "--rtp-ports=42840-42859",
                                    "--control-port=0",
                                    "--ring-limit=1"
                                },
                                Map.of(
                                        "MILLIWATT_CONTROL_TOKEN",
                                        "0123456789abcdef",
                                        "MILLIWATT_USERS",
                                        "bob:secret")));
        caller = new TestCaller();
    }

    @AfterEach
    void stop() {
        endpoint.ifPresent(SipEndpoint::close);
        caller.close();
        engine.close();
    }

    private Phone register(String wanted) throws Exception {
        var phone = new Phone(wanted);
        SipEndpoint at =
                SipEndpoint.start(
                        SipStackConfig.on(TestCaller.LOOPBACK, 0, "test-phone"),
                        phone,
                        SipTap.NONE);
        endpoint = Optional.of(at);
        RequestOutcome outcome =
                at.register(
                                new Registration(
                                        SipUri.parse("sip:127.0.0.1:" + SIP_PORT),
                                        "bob",
                                        "",
                                        Optional.of(new Credentials("bob", "secret")),
                                        Duration.ofSeconds(600),
                                        SipEndpoint.newCallId(),
                                        1,
                                        Duration.ofSeconds(5)))
                        .get();
        assertEquals(200, assertInstanceOf(RequestOutcome.Answered.class, outcome).status());
        return phone;
    }

    private EndReason callBob() throws Exception {
        caller.dial("sip:bridge-bob@127.0.0.1:" + SIP_PORT, caller.offer("sendrecv"));
        return caller.end();
    }

    private static String profile(String offer) {
        return offer.lines()
                .filter(l -> l.startsWith("m=audio"))
                .findFirst()
                .orElse("")
                .split(" ")[2];
    }

    @Test
    void callerHearsThatThePhoneRangInVain() throws Exception {
        Phone phone = register("RTP/AVP");
        EndReason end = callBob();
        assertEquals(480, end.status());
        assertEquals("Q.850;cause=19;text=\"nobody answered within 1 s\"", end.reasonHeader());
        EndReason heard = phone.ends.poll(5, TimeUnit.SECONDS);
        assertEquals(EndReason.Kind.CANCELLED_BY_CALLER, heard == null ? null : heard.kind());
        EngineTest.await(() -> engine.rtpPortsInUse() == 0);
    }

    @Test
    void phoneThatInsistsOnSecureRtpIsOfferedIt() throws Exception {
        Phone phone = register("RTP/SAVP");
        assertEquals(480, callBob().status());
        assertEquals("RTP/AVP", profile(phone.nextOffer()));
        assertEquals("RTP/SAVP", profile(phone.nextOffer()));
        assertEquals(0, phone.calls.size(), "it is not called more often");
    }

    @Test
    void phoneThatCanUseNoOfferIsAskedTwice() throws Exception {
        Phone phone = register("carrier pigeon");
        EndReason end = callBob();
        assertEquals(488, end.status());
        assertEquals("", end.reasonHeader());
        assertEquals(2, phone.calls.size());
        EngineTest.await(() -> engine.rtpPortsInUse() == 0);
    }
}
