package io.milliwatt.presentation.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.presentation.fixture.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingPageTest {
    @Test
    void theSectionOfARuleIsFoundWithoutMarksOfMarkdown() {
        FindingPage page = FindingPage.of("R1").orElseThrow();
        assertFalse(page.title().isBlank());
        assertTrue(page.parts().size() >= 3, page.parts().toString());
        assertEquals("Looks at", page.parts().getFirst().name());
        assertEquals("Why it matters", page.parts().get(1).name());
        page.parts().forEach(part -> assertFalse(part.text().contains("`"), part.text()));
        page.parts().forEach(part -> assertFalse(part.text().contains("<a"), part.text()));
    }

    @Test
    void aRuleWithoutASectionHasNoPage() {
        assertEquals(Optional.empty(), FindingPage.of("R999"));
    }

    @Test
    void theCommandInAFixIsCopiedWithoutTheWordsAroundIt() {
        assertEquals(
                Optional.of("./milliwatt engine restart lab"),
                FixCommand.of("./milliwatt engine restart lab, which takes the address of now"));
        assertEquals(
                Optional.of("sudo conntrack -D -p udp --reply-src 172.17.0.5"),
                FixCommand.of("Make it forget: sudo conntrack -D -p udp --reply-src 172.17.0.5"));
        assertEquals(
                Optional.of("./milliwatt route show"),
                FixCommand.of(
                        "Add a route: ./milliwatt route show has the command for each system"));
        assertEquals(
                Optional.of("sudo iptables -D FORWARD -p udp -m udp --dport 40000:40019 -j DROP"),
                FixCommand.of(
                        "Take it out: sudo iptables -D FORWARD -p udp -m udp --dport 40000:40019 -j DROP"));
        assertEquals(Optional.empty(), FixCommand.of("Look at the network between phone and host"));
        assertEquals(Optional.empty(), FixCommand.of("Publish the port in docker"));
    }

    @Test
    void aFindingOfACallOfThePhoneLeadsToItsMessageOrStream() {
        var record = Samples.unheard();
        assertEquals(
                Optional.of(new FindingTarget.Message(2)),
                FindingTarget.of(record.findings().getFirst(), record));
        assertEquals(
                Optional.of(new FindingTarget.Stream(0)),
                FindingTarget.of(
                        new Finding("R21", Severity.WARNING, "Stream 0x5a1c09e2 has holes", ""),
                        record));
        assertEquals(
                Optional.of(new FindingTarget.Stream(0)),
                FindingTarget.of(
                        new Finding("R21", Severity.WARNING, "29 of 403 packets were lost", ""),
                        record));
        assertEquals(
                Optional.empty(),
                FindingTarget.of(new Finding("R34", Severity.NOTE, "Too busy", ""), record));
    }
}
