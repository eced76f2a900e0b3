package io.milliwatt.bench.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.sip.EndReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DoctorTest {
    @Test
    void healthyCallHasNoFinding() {
        assertEquals(List.of(), examine(Evidence.healthy()));
        assertEquals(List.of(), examine(Evidence.healthy().goesOn()));
        assertEquals(List.of(), examine(Evidence.healthy().foreignServer()));
    }

    @Test
    void callThatHasJustBegunHasNoFinding() {
        assertEquals(
                List.of(),
                examine(
                        Evidence.healthy()
                                .packets(10, 0, 0, 0)
                                .connectedFor(200)
                                .unheard()
                                .goesOn()));
    }

    @Test
    void callToSilenceIsHealthyWithoutAnythingToHear() {
        assertEquals(List.of(), examine(Evidence.healthy().number(false, false).unheard()));
    }

    @Test
    void r1NamesTheContainersAddress() {
        var heard = only("R1", Evidence.healthy().advertising(Evidence.CONTAINER));
        assertEquals(Severity.WARNING, heard.severity());
        assertTrue(heard.message().contains(Evidence.CONTAINER), heard.message());
        var unheard =
                first(
                        "R1",
                        Evidence.healthy()
                                .advertising(Evidence.CONTAINER)
                                .packets(250, 0, 0, 0)
                                .unheard());
        assertEquals(Severity.ERROR, unheard.severity());
    }

    @Test
    void r2SaysWhichPortIsNotPublished() {
        var finding =
                only(
                        "R2",
                        Evidence.healthy()
                                .answer(Evidence.sdp(Evidence.HOST, 50_002, "8", "sendrecv")));
        assertEquals(Severity.ERROR, finding.severity());
        assertTrue(finding.message().contains("50002"), finding.message());
        assertTrue(finding.fix().contains("40000-40019"), finding.fix());
    }

    @Test
    void r3SaysThatTheRtcpPortIsNotPublished() {
        var finding =
                only(
                        "R3",
                        Evidence.healthy()
                                .answer(Evidence.sdp(Evidence.HOST, 40_019, "8", "sendrecv")));
        assertEquals(Severity.WARNING, finding.severity());
        assertTrue(finding.message().contains("40020"), finding.message());
        String multiplexed =
                Evidence.sdp(Evidence.HOST, 40_019, "8", "sendrecv") + "a=rtcp-mux\r\n";
        assertEquals(List.of(), examine(Evidence.healthy().answer(multiplexed)));
    }

    @Test
    void r5NamesTheAddressThatIsGone() {
        var finding =
                first(
                        "R5",
                        Evidence.healthy()
                                .advertising("198.51.100.7")
                                .packets(250, 0, 0, 0)
                                .unheard());
        assertTrue(finding.message().contains("198.51.100.7"), finding.message());
        assertTrue(finding.fix().contains("engine restart engine"), finding.fix());
    }

    @Test
    void r10RefusesWildcardAndLoopback() {
        var wildcard =
                only(
                        "R10",
                        Evidence.healthy()
                                .foreignServer()
                                .answer(Evidence.sdp("0.0.0.0", 40_000, "8", "sendrecv")));
        assertTrue(wildcard.message().contains("0.0.0.0"), wildcard.message());
        only(
                "R10",
                Evidence.healthy()
                        .foreignServer()
                        .answer(Evidence.sdp("127.0.0.1", 40_000, "8", "sendrecv")));
    }

    @Test
    void r13NamesTheDirection() {
        var finding =
                only(
                        "R13",
                        Evidence.healthy()
                                .answer(Evidence.sdp(Evidence.HOST, 40_000, "8", "recvonly")));
        assertTrue(finding.message().contains("recvonly"), finding.message());
        assertEquals(
                List.of(),
                examine(
                        Evidence.healthy()
                                .held()
                                .answer(Evidence.sdp(Evidence.HOST, 40_000, "8", "recvonly"))));
    }

    @Test
    void r14SeesPortZeroAndForeignCodecs() {
        var refused =
                first(
                        "R14",
                        Evidence.healthy()
                                .packets(0, 0, 0, 0)
                                .unheard()
                                .answer(Evidence.sdp(Evidence.HOST, 0, "8", "sendrecv")));
        assertTrue(refused.message().contains("port 0"), refused.message());
        var foreign =
                only(
                        "R14",
                        Evidence.healthy()
                                .answer(Evidence.sdp(Evidence.HOST, 40_000, "18", "sendrecv")));
        assertTrue(foreign.message().contains("G729"), foreign.message());
    }

    @Test
    void r16IsOneSentenceAndComesFirst() {
        var finding =
                first(
                        "R16",
                        Evidence.healthy()
                                .packets(100, 60, 60, 60)
                                .died(
                                        "The container milliwatt-engine has ended: exit status 137."));
        assertEquals(
                "The engine \"engine\" died in the call. The container milliwatt-engine has ended: exit status 137.",
                finding.message());
        assertTrue(finding.fix().contains("engine logs engine"), finding.fix());
    }

    @Test
    void r15CountsThePacketsOfAnotherKey() {
        var finding =
                first(
                        "R15",
                        Evidence.healthy().packets(250, 250, 250, 0).unauthentic(250).unheard());
        assertEquals(Severity.ERROR, finding.severity());
        assertTrue(finding.message().startsWith("250 packets came"), finding.message());
        var some = only("R15", Evidence.healthy().unauthentic(20));
        assertEquals(Severity.WARNING, some.severity());
        assertEquals(List.of(), examine(Evidence.healthy().unauthentic(1)));
    }

    @Test
    void r17TellsBusyFromBroken() {
        var busy = only("R17", Evidence.refused(EndReason.Kind.BUSY, 486, "the far end is busy"));
        assertEquals(Severity.WARNING, busy.severity());
        var unreachable =
                only(
                        "R17",
                        Evidence.refused(EndReason.Kind.TRANSPORT, 0, "Connection refused")
                                .target("sip:echo@192.0.2.9:5077;transport=tcp"));
        assertEquals(Severity.ERROR, unreachable.severity());
        assertTrue(unreachable.fix().endsWith(":5077"), unreachable.fix());
        var full = only("R17", Evidence.refused(EndReason.Kind.SERVER_ERROR, 503, "no port"));
        assertTrue(full.fix().contains("--rtp-ports 40000-40039"), full.fix());
        assertEquals(List.of(), examine(Evidence.refused(EndReason.Kind.CANCELLED, 487, "")));
    }

    @Test
    void r18SaysBetweenWhichTapsThePacketsDisappear() {
        var in = only("R18", Evidence.healthy().packets(250, 0, 0, 0).unheard());
        assertTrue(in.message().contains("none reached the engine"), in.message());
        var out = only("R18", Evidence.healthy().packets(250, 250, 250, 0).unheard());
        assertTrue(out.message().contains("none reached the phone"), out.message());
        var silentEngine = only("R18", Evidence.healthy().packets(250, 250, 0, 0).unheard());
        assertTrue(silentEngine.message().contains("sent none"), silentEngine.message());
        var foreign =
                only("R18", Evidence.healthy().packets(250, 0, 0, 0).foreignServer().unheard());
        assertTrue(foreign.fix().contains("tcpdump"), foreign.fix());
    }

    @Test
    void r19HearsThatTheAudioIsAnother() {
        var finding = only("R19", Evidence.healthy().unheard());
        assertTrue(finding.message().contains("what was sent is not in them"), finding.message());
        var tone = only("R19", Evidence.healthy().unheard().number(false, true));
        assertTrue(tone.message().contains("nothing to hear"), tone.message());
    }

    @Test
    void tornAudioIsToldAfterTheLossThatTearsIt() {
        first("R21", Evidence.healthy().packets(250, 250, 250, 200).unheard());
        first("R19", Evidence.healthy().unheard());
    }

    @Test
    void r34SaysThatTheMachineIsTooBusyToJudge() {
        var finding = only("R34", Evidence.healthy().starved().unheard());
        assertEquals(Severity.WARNING, finding.severity());
        assertTrue(finding.message().contains("gaps of up to 150 ms"), finding.message());
        assertEquals(List.of(), examine(Evidence.healthy().starved()));
    }

    @Test
    void r21SaysAtWhichHopPacketsAreLost() {
        var in = only("R21", Evidence.healthy().packets(250, 225, 225, 225));
        assertEquals(Severity.WARNING, in.severity());
        assertTrue(in.message().startsWith("25 of 250 RTP packets (10.0 %)"), in.message());
        assertTrue(in.message().endsWith("between phone and engine"), in.message());
        var out = only("R21", Evidence.healthy().packets(250, 250, 250, 200));
        assertTrue(out.message().endsWith("between engine and phone"), out.message());
        assertEquals(List.of(), examine(Evidence.healthy().packets(250, 248, 248, 248)));
    }

    @Test
    void r21TellsWhatWasLostOnTheWayBackFromWhatIsOnItsWayOrWasNotSent() {
        var few = only("R21", Evidence.healthy().packets(250, 250, 250, 230));
        assertTrue(few.message().startsWith("20 of 250"), few.message());
        var onItsWay = Evidence.healthy().packets(250, 250, 250, 240).missingAtThePhone(0);
        assertEquals(List.of(), examine(onItsWay));
        var leftOut = Evidence.healthy().packets(250, 250, 230, 228).missingAtThePhone(20);
        assertEquals(List.of(), examine(leftOut));
    }

    @Test
    void documentationListsEveryRule() throws Exception {
        var documented = new HashSet<String>();
        var rows = Pattern.compile("(?m)^\\| \\[(R\\d+)]\\(").matcher(document());
        while (rows.find()) {
            documented.add(rows.group(1));
        }
        var rules = Doctor.rules().stream().map(Rule::id).collect(Collectors.toSet());
        assertEquals(rules, documented);
        assertFalse(rules.isEmpty());
        assertEquals(Doctor.rules().size(), rules.size(), "no id twice");
        for (Rule each : Doctor.rules()) {
            String anchor = each.page().substring(each.page().indexOf('#') + 1);
            assertTrue(document().contains("<a id=\"" + anchor + "\"></a>"), each.page());
        }
    }

    private static String document() throws Exception {
        Path module = Path.of("docs/findings.md"); // the working folder is the module's
        Path root = Path.of("../..").resolve(module);
        return Files.readString(Files.exists(root) ? root : module);
    }

    private static List<Finding> examine(Evidence evidence) {
        return Doctor.examine(evidence.build());
    }

    private static Finding first(String rule, Evidence evidence) {
        var findings = examine(evidence);
        assertFalse(findings.isEmpty(), rule);
        assertEquals(rule, findings.getFirst().rule(), findings.toString());
        return findings.getFirst();
    }

    private static Finding only(String rule, Evidence evidence) {
        assertEquals(List.of(rule), examine(evidence).stream().map(Finding::rule).toList());
        return first(rule, evidence);
    }
}
