package io.milliwatt.engine.frontend.sip;

import io.milliwatt.sip.CallState;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.IncomingCall;
import io.milliwatt.sip.Referral;
import io.milliwatt.sip.Replaces;
import io.milliwatt.sip.RequestOutcome;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// A call to `echo` without a network, which writes down what is done with it.
final class ScriptedIncoming implements IncomingCall, SipCall {
    final List<String> done = new CopyOnWriteArrayList<>();
    Runnable onOffer = () -> {};
    Runnable onAccept = () -> {};
    private final String callId;

    ScriptedIncoming(String callId) {
        this.callId = callId;
    }

    @Override
    public String callId() {
        return callId;
    }

    @Override
    public String fromUri() {
        return "sip:tester@127.0.0.1";
    }

    @Override
    public String toUri() {
        return "sip:echo@127.0.0.1";
    }

    @Override
    public String dialled() {
        return "echo";
    }

    @Override
    public Optional<String> offerSdp() {
        onOffer.run();
        return Optional.of(
                "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                        + "m=audio 42440 RTP/AVP 8\r\na=rtpmap:8 PCMA/8000\r\n");
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 42_441);
    }

    @Override
    public SipTransport transport() {
        return SipTransport.UDP;
    }

    @Override
    public SipCall call() {
        return this;
    }

    @Override
    public void ring() {
        done.add("ring");
    }

    @Override
    public void progress(String sdp) {
        done.add("progress");
    }

    @Override
    public SipCall accept(String sdp) {
        onAccept.run();
        done.add("accept");
        return this;
    }

    @Override
    public void reject(int status, String reason, Map<String, String> headers) {
        done.add("reject " + status);
    }

    @Override
    public CallState state() {
        throw new UnsupportedOperationException("not asked in these tests");
    }

    @Override
    public String remoteUri() {
        return fromUri();
    }

    @Override
    public void hangUp() {
        done.add("hang up");
    }

    @Override
    public void abandon(EndReason reason) {
        done.add("abandon");
    }

    @Override
    public void reoffer(String sdp) {
        done.add("reoffer");
    }

    @Override
    public CompletableFuture<RequestOutcome> info(String contentType, String body) {
        return new CompletableFuture<>();
    }

    @Override
    public void refer(Referral referral) {
        done.add("refer " + referral.target());
    }

    @Override
    public Optional<Replaces> dialogId() {
        return Optional.empty();
    }

    @Override
    public String remoteTarget() {
        return fromUri();
    }

    @Override
    public Optional<SipCall> replaces() {
        return Optional.empty();
    }

    @Override
    public CompletableFuture<RequestOutcome> ping(Duration timeout) {
        return new CompletableFuture<>();
    }
}
