package io.milliwatt.sip;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// An endpoint listener that keeps incoming calls and does with each what a test says.
final class Answering implements SipEndpointListener {
    static final Consumer<IncomingCall> ACCEPT = call -> call.accept("v=answer");
    static final Consumer<IncomingCall> RING = IncomingCall::ring;

    private final BlockingQueue<IncomingCall> calls = new LinkedBlockingQueue<>();
    private final Consumer<IncomingCall> action;
    final Recorder recorder = new Recorder();

    Answering(Consumer<IncomingCall> action) {
        this.action = action;
    }

    IncomingCall await() throws InterruptedException {
        IncomingCall call = calls.poll(10, TimeUnit.SECONDS);
        assertNotNull(call, "no call came in 10 s");
        return call;
    }

    @Override
    public SipCallListener incomingCall(IncomingCall call) {
        calls.add(call);
        action.accept(call);
        return recorder;
    }
}
