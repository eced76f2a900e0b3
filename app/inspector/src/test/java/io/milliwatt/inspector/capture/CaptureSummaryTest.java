package io.milliwatt.inspector.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaptureSummaryTest {
    /// @param interfaces `name|description`
    private static List<String> names(String... interfaces) {
        List<CaptureInterface> all =
                IntStream.range(0, interfaces.length)
                        .mapToObj(i -> {
                            String[] parts = interfaces[i].split("\\|", -1);
                            return new CaptureInterface(i, parts[0], parts[1], 1, 0, -1);
                        })
                        .toList();
        var summary =
                new CaptureSummary(CaptureFormat.PCAPNG, all, 0, 0, 0, CaptureProblems.NONE, false);
        return IntStream.range(0, all.size()).mapToObj(summary::tapName).toList();
    }

    @Test
    void aTapIsCalledAsTheFileSaysElseCountedFromOne() {
        assertEquals(List.of("eth0", "interface 2"), names("eth0|wired", "|"));
        assertEquals(List.of("interface 1", "interface 2"), names("|", " |"));
    }

    @Test
    void aSingleTapNeedsNoName() {
        assertEquals(List.of(""), names("|"));
        assertEquals(List.of("the lab's switch"), names("|the lab's switch"));
        assertEquals(List.of("eth0"), names("eth0|wired"));
        assertEquals("", CaptureSummary.NOTHING.tapName(0), "nothing is known of it");
    }
}
