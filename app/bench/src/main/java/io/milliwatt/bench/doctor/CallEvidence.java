package io.milliwatt.bench.doctor;

import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.sip.EndReason;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What is known of one call when the doctor is asked.
///
/// @param callee who was called
/// @param course how the call went
/// @param agreed what the two sides said of their media
/// @param heard what of it was seen and heard
/// @param topology what Docker and the host say of the way to the server
/// @param signalling what the SIP messages say beside their bodies
/// @param media what is known of the media beside the counts
public record CallEvidence(
        Callee callee,
        Course course,
        Agreed agreed,
        Heard heard,
        Topology topology,
        SignallingFacts signalling,
        MediaFacts media) {
    /// Before this much of a call, nothing can be said about its packets; milliseconds.
    public static final double SETTLED_MILLIS = 1_000;

    /// Who was called.
    ///
    /// @param target URI called
    /// @param engine the engine called, when it is one of ours
    /// @param death why the engine is not running any more, a sentence; empty while it runs
    /// @param hostAddresses addresses this host has now
    public record Callee(
            String target,
            Optional<EngineInfo> engine,
            Optional<String> death,
            Set<InetAddress> hostAddresses) {
        public Callee {
            hostAddresses = Set.copyOf(hostAddresses);
        }
    }

    /// How the call went.
    ///
    /// @param answered whether it was answered
    /// @param end how it ended; empty while it goes on
    /// @param connectedMillis how long it was connected
    /// @param held whether either side holds it
    public record Course(
            boolean answered, Optional<CallEnd> end, double connectedMillis, boolean held) {}

    /// How a call ended.
    ///
    /// @param kind kind of the end
    /// @param status SIP status that ended it; 0 if none
    /// @param words in words
    public record CallEnd(EndReason.Kind kind, int status, String words) {}

    /// What the two sides said of their media.
    ///
    /// @param offer what the offer says; empty when there was none
    /// @param answer what the answer says; empty when there was none
    public record Agreed(Optional<SdpFacts> offer, Optional<SdpFacts> answer) {}

    /// What was seen and heard of the media, and what should be.
    ///
    /// @param streams streams at each tap
    /// @param audio what was heard
    /// @param unauthenticPackets packets that came and were not made with the key agreed on
    /// @param echoExpected whether what is sent should come back
    /// @param audioExpected whether the number called sends audio at all (`silence` does not)
    public record Heard(
            List<StreamRecord> streams,
            AudioResult audio,
            long unauthenticPackets,
            boolean echoExpected,
            boolean audioExpected) {
        public Heard {
            streams = List.copyOf(streams);
        }
    }

    /// Without what Docker, the host and the SIP messages say: what is known of an engine of ours
    /// by itself.
    public CallEvidence(Callee callee, Course course, Agreed agreed, Heard heard) {
        this(
                callee,
                course,
                agreed,
                heard,
                Topology.of(callee.engine()),
                SignallingFacts.UNKNOWN,
                MediaFacts.UNKNOWN);
    }

    /// The same, with what was found out since.
    public CallEvidence with(Topology found) {
        return new CallEvidence(callee, course, agreed, heard, found, signalling, media);
    }

    /// The same, with the SIP messages read.
    public CallEvidence with(SignallingFacts found) {
        return new CallEvidence(callee, course, agreed, heard, topology, found, media);
    }

    /// The same, with what is known of the media.
    public CallEvidence with(MediaFacts found) {
        return new CallEvidence(callee, course, agreed, heard, topology, signalling, found);
    }

    /// URI called.
    public String target() {
        return callee.target();
    }

    /// The engine called, when it is one of ours.
    public Optional<EngineInfo> engine() {
        return callee.engine();
    }

    /// Addresses this host has now.
    public Set<InetAddress> hostAddresses() {
        return callee.hostAddresses();
    }

    public boolean answered() {
        return course.answered();
    }

    /// How it ended; empty while it goes on.
    public Optional<CallEnd> end() {
        return course.end();
    }

    /// What the offer says; empty when there was none.
    public Optional<SdpFacts> offer() {
        return agreed.offer();
    }

    /// What the answer says; empty when there was none.
    public Optional<SdpFacts> answer() {
        return agreed.answer();
    }

    /// Whether what is sent should come back.
    public boolean echoExpected() {
        return heard.echoExpected();
    }

    /// The stream at a tap; empty when nothing was seen there.
    public Optional<StreamRecord> at(Tap tap) {
        return heard.streams().stream().filter(stream -> stream.tap() == tap).findFirst();
    }

    /// Packets at a tap; 0 when nothing was seen there.
    public long packets(Tap tap) {
        return at(tap).map(StreamRecord::packets).orElse(0L);
    }

    /// Whether the engine's own view is there.
    public boolean hasEngineTaps() {
        return engine().isPresent()
                && (at(Tap.ENGINE_IN).isPresent() || at(Tap.ENGINE_OUT).isPresent());
    }

    /// Whether the phone should have heard something by now and has not.
    public boolean unheard() {
        return settled() && heard.audioExpected() && packets(Tap.PHONE_IN) == 0;
    }

    /// Whether nobody answered at the address called: no response, or word that nothing is there.
    public boolean nobodyAnswered() {
        return !answered()
                && end().filter(it ->
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
        return answered() && course.connectedMillis() >= SETTLED_MILLIS && !course.held();
    }
}
