package io.milliwatt.bench.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EngineDeathWordsTest {
    private static final String WHY =
            "The container milliwatt-engine has ended: exit status 137 (SIGKILL: somebody killed it). "
                    + "Its last lines:\n  ready engine: SIP 192.0.2.20:5060\n  stopping";

    @Test
    void firstSentenceIsWithoutLogLines() {
        assertEquals(
                "The container milliwatt-engine has ended: exit status 137 (SIGKILL: somebody killed it).",
                PhoneLiveCall.firstSentence(WHY));
        assertEquals(
                "Its container was removed.",
                PhoneLiveCall.firstSentence("Its container was removed."));
        assertEquals("", PhoneLiveCall.firstSentence(""));
    }

    @Test
    void endReasonIsOneClauseThatSaysItOnce() {
        assertEquals(
                "the container milliwatt-engine has ended: exit status 137 (SIGKILL: somebody killed it)",
                CallRecorder.clause(PhoneLiveCall.firstSentence(WHY)));
        assertEquals("", CallRecorder.clause(""));
    }
}
