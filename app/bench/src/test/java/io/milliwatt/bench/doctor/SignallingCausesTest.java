package io.milliwatt.bench.doctor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.bench.record.Tap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Rules about what the SIP messages and the packets say, most of them for a foreign server.
class SignallingCausesTest extends CausesFixture {
    @Test
    void r11WantsAUdpCandidate() {
        String sdp = Evidence.sdp(Evidence.HOST, 40_000, "8", "sendrecv");
        String tcp = "a=candidate:1 1 TCP 2105458943 192.0.2.20 9 typ host tcptype active\r\n";
        String udp = "a=candidate:2 1 UDP 2122252543 192.0.2.20 40000 typ host\r\n";
        first("R11", Evidence.healthy().answer(sdp + tcp).build());
        assertHealthy(Evidence.healthy().answer(sdp + tcp + udp).build());
    }

    @Test
    void r22NamesWhereAckAndByeGo() {
        var contact =
                foreign().with(SignallingFacts.of(List.of(answer(Evidence.CONTAINER, "", ""))));
        assertTrue(first("R22", contact).message().contains("Contact names 172.17.0.2"));
        var route =
                foreign()
                        .with(SignallingFacts.of(List.of(answer(Evidence.HOST, "172.17.0.3", ""))));
        assertTrue(first("R22", route).message().contains("Record-Route names 172.17.0.3"));
        MessageRecord elsewhere = answer("192.0.2.99", "", "");
        assertHealthy(foreign().with(SignallingFacts.of(List.of(elsewhere))));
        var repeated = SignallingFacts.of(List.of(elsewhere, elsewhere, elsewhere));
        assertTrue(first("R22", foreign().with(repeated)).message().contains("2 times"));
    }

    @Test
    void r26SeesNumbersThatDifferAndDigitsThatAreLost() {
        var evidence = Evidence.healthy().offer(events(101, 97)).answer(events(96));
        assertTrue(first("R26", evidence.build()).message().contains("97, 101, the answer 96"));
        assertHealthy(Evidence.healthy().offer(events(101, 97)).answer(events(97)).build());
        assertHealthy(Evidence.healthy().answer(events(101)).build());
        var heard = SignallingFacts.UNKNOWN.withDigits("123", Optional.of("13"));
        assertTrue(
                first("R26", Evidence.healthy().build().with(heard))
                        .message()
                        .contains("heard 13"));
        assertHealthy(
                Evidence.healthy()
                        .build()
                        .with(SignallingFacts.UNKNOWN.withDigits("123", Optional.of("123"))));
    }

    private static String events(int... numbers) {
        var sdp = new StringBuilder(Evidence.sdp(Evidence.HOST, 40_000, "8", "sendrecv"));
        for (int each : numbers) {
            sdp.insert(sdp.indexOf("AVP 8") + 5, " " + each);
            sdp.append("a=rtpmap:" + each + " telephone-event/8000\r\n");
        }
        return sdp.toString();
    }

    @Test
    void r31AndR18SayWhatIsSeenAtTheServer() {
        var wrong =
                new MediaFacts.AtServer(90, 90, List.of("192.0.2.30:50010"), "192.0.2.30:50000", 0);
        assertTrue(
                first("R31", unheard().with(media(wrong))).message().contains("192.0.2.30:50010"));
        var mute = new MediaFacts.AtServer(90, 0, List.of(), "192.0.2.30:50000", 0);
        assertTrue(first("R18", unheard().with(media(mute))).message().contains("one-way"));
        var nothing = new MediaFacts.AtServer(0, 0, List.of(), "", 0);
        assertTrue(
                first("R18", unheard().with(media(nothing)))
                        .message()
                        .endsWith("none reached the server's container"));
    }

    private static MediaFacts media(MediaFacts.AtServer seen) {
        return new MediaFacts(List.of(), 0, 0, Optional.of(seen));
    }

    @Test
    void r32CountsWhatMayNotBeTaken() {
        first("R32", unheard().with(new MediaFacts(List.of(), 0, 200, Optional.empty())));
    }

    @Test
    void r28AndR27SpeakOfTime() {
        var slow =
                new MediaFacts(
                        List.of(new MediaFacts.Timing(Tap.PHONE_IN, 20, -50_000)),
                        0,
                        0,
                        Optional.empty());
        assertTrue(first("R28", Evidence.healthy().build().with(slow)).message().contains("5.0 %"));
        var late = new MediaFacts(List.of(), 30, 0, Optional.empty());
        first("R27", Evidence.healthy().build().with(late));
    }
}
