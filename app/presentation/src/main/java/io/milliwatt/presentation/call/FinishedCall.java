package io.milliwatt.presentation.call;

import io.milliwatt.bench.call.Vantage;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.presentation.Format;
import java.time.Instant;
import java.util.Optional;

/// A call of this window that is over.
///
/// @param number counts the calls of this window
/// @param at when it was seen to be over
/// @param engine the engine that was called, when it was the bench's
/// @param vantage where the phone stood
/// @param capture its packets; empty when it was not captured
public record FinishedCall(
        long number,
        Instant at,
        CallRecord record,
        Optional<EngineInfo> engine,
        Vantage vantage,
        Optional<CallCapture> capture) {
    /// The same with its packets.
    FinishedCall with(CallCapture taken) {
        return new FinishedCall(number, at, record, engine, vantage, Optional.of(taken));
    }

    /// The state in a word or two.
    public String state() {
        return switch (record.verdict()) {
            case AUDIO -> "audio";
            case NO_AUDIO -> "no audio";
            case NO_CALL -> answered() ? "ended" : "not answered";
            case NO_ENGINE -> "engine gone";
        };
    }

    /// Colour of the state.
    public Health health() {
        return switch (record.verdict()) {
            case AUDIO -> lost() > 0 ? Health.WARN : Health.GOOD;
            case NO_AUDIO, NO_ENGINE -> Health.BAD;
            case NO_CALL -> Health.WARN;
        };
    }

    /// Encoding name; empty when nothing flowed.
    public String codec() {
        return record.streams().stream().map(StreamRecord::codec).findFirst().orElse("");
    }

    /// Packets lost on the way, both ways.
    public long lost() {
        return record.streams().stream()
                .filter(s -> !s.tap().key().endsWith("-out"))
                .mapToLong(StreamRecord::lost)
                .sum();
    }

    /// Whether any packet was seen.
    public boolean flowed() {
        return record.streams().stream().anyMatch(s -> s.packets() > 0);
    }

    /// The first finding, or why it ended.
    public String firstFinding() {
        return record.findings().stream()
                .findFirst()
                .map(f -> f.rule() + " " + f.message())
                .orElse(Format.sentence(record.endReason()));
    }

    private boolean answered() {
        return record.setUpMillis() >= 0;
    }
}
