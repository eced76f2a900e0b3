package io.milliwatt.bench.doctor;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.engine.PortRange;
import io.milliwatt.bench.engine.RuntimeKind;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.sip.EndReason;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A five-second call to `echo` in a container as it is when all is well, and what makes it ill.
final class Evidence {
    static final String HOST = "192.0.2.20";
    static final String CONTAINER = "172.17.0.2";
    static final long PACKETS = 250;

    private String target = "sip:echo@" + HOST;
    private Optional<EngineInfo> engine = Optional.of(engine(HOST));
    private Optional<String> death = Optional.empty();
    private boolean answered = true;
    private Optional<CallEvidence.CallEnd> end =
            Optional.of(new CallEvidence.CallEnd(EndReason.Kind.LOCAL_HANG_UP, 0, "hung up"));
    private Optional<SdpFacts> offer = SdpFacts.of(sdp("192.0.2.30", 50_000, "8 0", "sendrecv"));
    private Optional<SdpFacts> answer = SdpFacts.of(sdp(HOST, 40_000, "8", "sendrecv"));
    private final List<StreamRecord> streams = new ArrayList<>();
    private double connectedMillis = 5_000;
    private boolean echo = true;
    private boolean expectsAudio = true;
    private boolean held;
    private AudioResult audio = new AudioResult(true, 60, 37);
    private long unauthentic;
    private double longestGapMillis = 25;

    private Evidence() {}

    static Evidence healthy() {
        return new Evidence().packets(PACKETS, PACKETS, PACKETS, PACKETS);
    }

    static Evidence refused(EndReason.Kind kind, int status, String words) {
        var call = new Evidence();
        call.answered = false;
        call.answer = Optional.empty();
        call.connectedMillis = -1;
        call.audio = AudioResult.NONE;
        call.end = Optional.of(new CallEvidence.CallEnd(kind, status, words));
        return call;
    }

    static EngineInfo engine(String advertised) {
        return new EngineInfo(
                "engine",
                RuntimeKind.DOCKER,
                "published",
                "milliwatt/engine:0.1.0",
                InetAddress.ofLiteral(advertised),
                5_060,
                new PortRange(40_000, 40_019),
                Optional.of("4f1a"),
                Optional.of(InetAddress.ofLiteral(CONTAINER)),
                Optional.empty(),
                URI.create("http://127.0.0.1:32768"),
                "0123456789abcdef",
                Instant.EPOCH,
                600,
                true);
    }

    static String sdp(String address, int port, String formats, String direction) {
        var text =
                new StringBuilder(
                        "v=0\r\no=- 1 1 IN IP4 %s\r\ns=-\r\nc=IN IP4 %s\r\nt=0 0\r\nm=audio %d RTP/AVP %s\r\n"
                                .formatted(address, address, port, formats));
        for (String format : formats.split(" ")) {
            text.append("a=rtpmap:").append(format).append(' ').append(name(format));
            text.append("/8000\r\n");
        }
        return text.append("a=").append(direction).append("\r\n").toString();
    }

    private static String name(String format) {
        return switch (format) {
            case "8" -> "PCMA";
            case "0" -> "PCMU";
            default -> "G729";
        };
    }

    /// Packets at the four taps; a tap with none has no stream. Those that `phone-out` sent and
    /// `engine-in` has not seen are lost for `engine-in`.
    Evidence packets(long phoneOut, long engineIn, long engineOut, long phoneIn) {
        streams.clear();
        add(Tap.PHONE_OUT, phoneOut, 0);
        add(Tap.ENGINE_IN, engineIn, phoneOut - engineIn);
        add(Tap.ENGINE_OUT, engineOut, 0);
        add(Tap.PHONE_IN, phoneIn, engineOut - phoneIn);
        return this;
    }

    /// What the phone's sequence numbers say is missing, whoever left it out.
    Evidence missingAtThePhone(long lost) {
        StreamRecord phoneIn = streams.removeLast();
        add(Tap.PHONE_IN, phoneIn.packets(), lost);
        return this;
    }

    private void add(Tap tap, long packets, long lost) {
        if (packets > 0) {
            streams.add(
                    new StreamRecord(
                            tap,
                            1,
                            8,
                            "PCMA",
                            "",
                            "192.0.2.30:50000",
                            packets,
                            packets * 160,
                            lost,
                            0,
                            0,
                            0.2,
                            0.5,
                            20,
                            longestGapMillis,
                            -1,
                            -1));
        }
    }

    Evidence target(String uri) {
        target = uri;
        return this;
    }

    Evidence foreignServer() {
        engine = Optional.empty();
        streams.removeIf(stream -> stream.tap() == Tap.ENGINE_IN || stream.tap() == Tap.ENGINE_OUT);
        return this;
    }

    Evidence advertising(String address) {
        engine = Optional.of(engine(address));
        return answer(sdp(address, 40_000, "8", "sendrecv"));
    }

    Evidence died(String why) {
        death = Optional.of(why);
        return this;
    }

    Evidence answer(String sdp) {
        answer = SdpFacts.of(sdp);
        return this;
    }

    Evidence offer(String sdp) {
        offer = SdpFacts.of(sdp);
        return this;
    }

    Evidence goesOn() {
        end = Optional.empty();
        return this;
    }

    Evidence held() {
        held = true;
        return this;
    }

    Evidence number(boolean echoes, boolean sendsAudio) {
        echo = echoes;
        expectsAudio = sendsAudio;
        return this;
    }

    Evidence starved() {
        longestGapMillis = 150;
        return packets(PACKETS, PACKETS, PACKETS, PACKETS);
    }

    Evidence unheard() {
        audio = AudioResult.NONE;
        return this;
    }

    Evidence unauthentic(long packets) {
        unauthentic = packets;
        return this;
    }

    Evidence connectedFor(double millis) {
        connectedMillis = millis;
        return this;
    }

    CallEvidence build() {
        var host = Set.of(InetAddress.ofLiteral(HOST), InetAddress.ofLiteral("127.0.0.1"));
        return new CallEvidence(
                new CallEvidence.Callee(target, engine, death, host),
                new CallEvidence.Course(answered, end, connectedMillis, held),
                new CallEvidence.Agreed(offer, answer),
                new CallEvidence.Heard(streams, audio, unauthentic, echo, expectsAudio));
    }
}
