package io.milliwatt.bench.doctor;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is known of one call when the doctor is asked.
///
/// @param target URI called
/// @param engine the engine called, when it is one of ours
/// @param engineDeath why the engine is not running any more, a sentence; empty while it runs
/// @param hostAddresses addresses this host has now
/// @param answered whether the call was answered
/// @param end how it ended; empty while it goes on
/// @param offer what the offer says; empty when there was none
/// @param answer what the answer says; empty when there was none
/// @param streams streams at each tap
/// @param connectedMillis how long it was connected
/// @param echoExpected whether what is sent should come back
/// @param expectsAudio whether the number called sends audio at all (`silence` does not)
/// @param held whether either side holds the call
/// @param audio what was heard
/// @param unauthenticPackets packets that came and were not made with the key agreed on
public record CallEvidence(
        String target,
        Optional<EngineInfo> engine,
        Optional<String> engineDeath,
        Set<InetAddress> hostAddresses,
        boolean answered,
        Optional<CallEnd> end,
        Optional<SdpFacts> offer,
        Optional<SdpFacts> answer,
        List<StreamRecord> streams,
        double connectedMillis,
        boolean echoExpected,
        boolean expectsAudio,
        boolean held,
        AudioResult audio,
        long unauthenticPackets) {
    /// Before this much of a call, nothing can be said about its packets; milliseconds.
    public static final double SETTLED_MILLIS = 1_000;

    public CallEvidence {
        hostAddresses = Set.copyOf(hostAddresses);
        streams = List.copyOf(streams);
    }

    /// How a call ended.
    ///
    /// @param kind kind of the end, a name of [io.milliwatt.sip.EndReason.Kind]
    /// @param status SIP status that ended it; 0 if none
    /// @param words in words
    public record CallEnd(io.milliwatt.sip.EndReason.Kind kind, int status, String words) {}

    /// The stream at a tap; empty when nothing was seen there.
    public Optional<StreamRecord> at(Tap tap) {
        return streams.stream().filter(stream -> stream.tap() == tap).findFirst();
    }

    /// Packets at a tap; 0 when nothing was seen there.
    public long packets(Tap tap) {
        return at(tap).map(StreamRecord::packets).orElse(0L);
    }

    /// Whether the engine's own view is there.
    public boolean hasEngineTaps() {
        return engine.isPresent()
                && (at(Tap.ENGINE_IN).isPresent() || at(Tap.ENGINE_OUT).isPresent());
    }

    /// Connected for long enough that packets must have come, and not on hold.
    public boolean settled() {
        return answered && connectedMillis >= SETTLED_MILLIS && !held;
    }
}
