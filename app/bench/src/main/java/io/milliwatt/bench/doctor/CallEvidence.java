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
/// @param topology what Docker and the host say of the way to the server
/// @param signalling what the SIP messages say beside their bodies
/// @param media what is known of the media beside the counts
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
        long unauthenticPackets,
        Topology topology,
        SignallingFacts signalling,
        MediaFacts media) {
    /// Before this much of a call, nothing can be said about its packets; milliseconds.
    public static final double SETTLED_MILLIS = 1_000;

    public CallEvidence {
        hostAddresses = Set.copyOf(hostAddresses);
        streams = List.copyOf(streams);
    }

    /// Without what Docker, the host and the SIP messages say: what is known of an engine of ours
    /// by itself.
    public CallEvidence(
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
        this(
                target,
                engine,
                engineDeath,
                hostAddresses,
                answered,
                end,
                offer,
                answer,
                streams,
                connectedMillis,
                echoExpected,
                expectsAudio,
                held,
                audio,
                unauthenticPackets,
                Topology.of(engine),
                SignallingFacts.UNKNOWN,
                MediaFacts.UNKNOWN);
    }

    /// The same, with what was found out since.
    public CallEvidence with(Topology found) {
        return with(found, signalling, media);
    }

    /// The same, with the SIP messages read.
    public CallEvidence with(SignallingFacts found) {
        return with(topology, found, media);
    }

    /// The same, with what is known of the media.
    public CallEvidence with(MediaFacts found) {
        return with(topology, signalling, found);
    }

    private CallEvidence with(Topology around, SignallingFacts messages, MediaFacts heard) {
        return new CallEvidence(
                target,
                engine,
                engineDeath,
                hostAddresses,
                answered,
                end,
                offer,
                answer,
                streams,
                connectedMillis,
                echoExpected,
                expectsAudio,
                held,
                audio,
                unauthenticPackets,
                around,
                messages,
                heard);
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

    /// Whether the phone should have heard something by now and has not.
    public boolean unheard() {
        return settled() && expectsAudio && packets(Tap.PHONE_IN) == 0;
    }

    /// Whether nobody answered at the address called: no response, or word that nothing is there.
    public boolean nobodyAnswered() {
        return !answered
                && end.filter(it ->
                                switch (it.kind()) {
                                    case NO_RESPONSE, UNREACHABLE, TRANSPORT -> true;
                                    default -> false;
                                })
                        .isPresent();
    }

    /// Whether the server is seen to hear the phone, by its own word or by who watched there.
    public boolean serverHears() {
        return packets(Tap.ENGINE_IN) > 0 || media.atServer().filter(it -> it.in() > 0).isPresent();
    }

    /// Connected for long enough that packets must have come, and not on hold.
    public boolean settled() {
        return answered && connectedMillis >= SETTLED_MILLIS && !held;
    }
}
