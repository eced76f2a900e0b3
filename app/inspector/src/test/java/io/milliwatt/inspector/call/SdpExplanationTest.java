package io.milliwatt.inspector.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.call.SdpExplanation.Judgement;
import io.milliwatt.inspector.call.SdpExplanation.Line;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SdpExplanationTest {
    private static final String GOOD = Script.sdp("192.0.2.10", 4000, "sendrecv", "8 0 101");

    private static List<Line> bad(String sdp, Topology topology) {
        return SdpExplanation.of(sdp, topology).lines().stream()
                .filter(line -> line.judgement() != Judgement.OK)
                .toList();
    }

    @Test
    void findsNothingWrongInAGoodOne() {
        SdpExplanation explanation = SdpExplanation.of(GOOD, Topology.UNKNOWN);
        assertEquals(Judgement.OK, explanation.judgement(), explanation.toString());
        assertEquals(8, explanation.lines().size());
        assertEquals("send media to 192.0.2.10", explanation.lines().get(3).meaning());
        assertEquals(List.of(), bad(GOOD, Topology.seenFrom(Script.ALICE)));
    }

    @Test
    void saysThatAContainersAddressIsNotReached() {
        var network = new Topology.Prefix(Script.endpoint("172.17.0.0", 0).address(), 16);
        var topology = new Topology(Optional.of(Script.BOB), List.of(network), Set.of(), Set.of());
        Line line = bad(Script.sdp("172.17.0.2", 40000, "sendrecv", "8 101"), topology).getFirst();
        assertEquals(Judgement.WRONG, line.judgement());
        assertEquals(4, line.number());
        assertTrue(line.reason().contains("container network"), line.reason());
    }

    @Test
    void saysThatAPortIsNotPublished() {
        var published = Script.endpoint("192.0.2.20", 40000);
        var topology =
                new Topology(
                        Optional.of(Script.BOB),
                        List.of(),
                        Set.of(published),
                        Set.of(published.address()));
        assertEquals(
                List.of(), bad(Script.sdp("192.0.2.20", 40000, "sendrecv", "8 101"), topology));
        Line line = bad(Script.sdp("192.0.2.20", 50000, "sendrecv", "8 101"), topology).getFirst();
        assertTrue(line.reason().contains("not published"), line.reason());
    }

    @Test
    void doubtsAnAddressThatIsNotTheSenders() {
        Line line =
                bad(
                                Script.sdp("10.0.0.5", 4000, "sendrecv", "8 101"),
                                Topology.seenFrom(Script.ALICE))
                        .getFirst();
        assertEquals(Judgement.SUSPICIOUS, line.judgement());
        assertTrue(line.reason().contains("192.0.2.10"), line.reason());
    }

    @Test
    void judgesFormatsAndRefusals() {
        String sdp =
                GOOD.replace("a=sendrecv", "a=rtpmap:96 opus/8000\na=rtpmap:8 PCMU/8000\na=ptime:x")
                        + "m=video 0 RTP/AVP 99\n";
        List<Integer> lines = bad(sdp, Topology.UNKNOWN).stream().map(Line::number).toList();
        assertEquals(List.of(8, 9, 10, 11), lines);
    }

    @Test
    void masksKeysAndEndsOnMonsters() {
        String monster =
                GOOD
                        + "m=audio 4000 RTP/SAVP 0\n".repeat(5_000)
                        + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:secretsecret\n";
        SdpExplanation explanation = SdpExplanation.of(monster, Topology.UNKNOWN);
        assertEquals(2_001, explanation.lines().size());
        String keyed = GOOD + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:secretsecret\n";
        String shown = SdpExplanation.of(keyed, Topology.UNKNOWN).toString();
        assertFalse(shown.contains("secretsecret"), shown);
    }
}
