package io.milliwatt.engine.control;

import io.milliwatt.engine.call.CallView;
import io.milliwatt.engine.call.MessageView;
import io.milliwatt.engine.counter.Counters;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.impair.Impairment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An engine with one running call.
final class OneCallState implements EngineState {
    private final Counters counters;
    final Map<String, String> parts = new LinkedHashMap<>(Map.of("sip", "up"));
    final List<String> ended = new ArrayList<>();

    OneCallState(Counters counters) {
        this.counters = counters;
    }

    @Override
    public Map<String, String> parts() {
        return parts;
    }

    @Override
    public List<CallView> calls() {
        return List.of(
                new CallView(
                        "a b@192.0.2.1",
                        "echo",
                        "sip:x@y",
                        "sip:echo@z",
                        "answered",
                        "2026-01-01T00:00:00Z",
                        1_200,
                        "",
                        "v=0",
                        "v=0",
                        List.of(),
                        List.of(),
                        0,
                        "12"));
    }

    @Override
    public boolean endCall(String callId) {
        ended.add(callId);
        return callId.equals("a b@192.0.2.1");
    }

    @Override
    public ControlAnswer impair(String callId, String profile) {
        if (!callId.equals("a b@192.0.2.1")) {
            return ControlAnswer.error(404, "there is no running call " + callId);
        }
        return switch (Impairment.parse(profile)) {
            case ParseResult.Parsed<Impairment> _ -> ControlAnswer.nothing();
            case ParseResult.Malformed<Impairment> malformed ->
                    ControlAnswer.error(400, malformed.detail());
        };
    }

    @Override
    public List<MessageView> messages(String callId) {
        return List.of(new MessageView("t", "received", "UDP", "a:1", "b:2", callId, "OPTIONS"));
    }

    @Override
    public List<RegistrationView> registrations() {
        return List.of(
                new RegistrationView(
                        "alice",
                        "sip:alice@10.0.0.5",
                        "sip:alice@192.0.2.9:40000;transport=udp",
                        "192.0.2.9:40000",
                        "UDP",
                        1,
                        "2026-11-22T10:00:00Z"));
    }

    @Override
    public Optional<String> tlsFingerprint() {
        return Optional.of("AB:CD");
    }

    @Override
    public void refreshCounters() {
        counters.raiseTo(EngineCounter.SIP_SHED, 3);
    }

    @Override
    public int rtpPortsInUse() {
        return 2;
    }
}
