package io.milliwatt.bench.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.bench.record.AudioResult;
import org.junit.jupiter.api.Test;

class CallRecorderTest {
    @Test
    void tellsNoNoiseOfACodecThatDoesNotKeepTheWave() {
        var measured = new AudioResult(true, 85, 2.1);
        assertEquals(new AudioResult(true, 85, Double.NaN), CallRecorder.judged(measured, "opus"));
        assertEquals(measured, CallRecorder.judged(measured, "PCMA"));
    }
}
