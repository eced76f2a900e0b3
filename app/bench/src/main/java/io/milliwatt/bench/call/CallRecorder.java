package io.milliwatt.bench.call;

import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.bench.doctor.Doctor;
import io.milliwatt.bench.doctor.SdpFacts;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.EngineRecord;
import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.phone.PhoneCall;
import io.milliwatt.phone.PhoneCallState;
import io.milliwatt.phone.PhoneMedia;
import io.milliwatt.protocol.stats.StreamSnapshot;
import io.milliwatt.sip.SipMessage;
import io.milliwatt.sip.SipUri;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Joins what phone and engine know of one call into a call record.
final class CallRecorder {
    private static final double NANOS_PER_MILLI = 1e6;

    private final CallRequest request;
    private final SipUri target;
    private final String number;

    CallRecorder(CallRequest request, SipUri target) {
        this.request = request;
        this.target = target;
        this.number = target.user().toLowerCase(Locale.ROOT);
    }

    /// Whether what is sent should come back.
    boolean echoExpected() {
        return (number.equals("echo") || number.equals("srtp-echo"))
                && request.audio() instanceof AudioChoice.Reference;
    }

    private boolean expectsAudio() {
        return !number.equals("silence");
    }

    CallRecord record(
            PhoneCall call,
            Optional<List<StreamRecord>> engineStreams,
            AudioResult measured,
            Optional<String> engineDeath,
            Set<InetAddress> hostAddresses) {
        PhoneCallState state = call.state();
        PhoneMedia media = call.media();
        AudioResult audio = judged(measured, media.codec());
        List<SipMessage> messages = call.messages();
        List<StreamRecord> streams = streams(media, engineStreams.orElse(List.of()));
        String offer = call.offerSdp();
        String answer = call.answerSdp();
        double setUpMillis = setUpMillis(messages);
        double durationMillis = durationMillis(messages, state);
        boolean answered = setUpMillis >= 0;
        var evidence =
                new CallEvidence(
                        target.toString(),
                        request.engine(),
                        engineDeath,
                        hostAddresses,
                        answered,
                        end(state),
                        SdpFacts.of(offer),
                        SdpFacts.of(answer),
                        streams,
                        durationMillis,
                        echoExpected(),
                        expectsAudio(),
                        state instanceof PhoneCallState.Connected(boolean local, boolean remote)
                                && (local || remote),
                        audio,
                        media.refused().unauthentic());
        return new CallRecord(
                verdict(evidence),
                engine(),
                call.callId(),
                target.toString(),
                words(state),
                engineDeath
                        .map(CallRecorder::clause)
                        .orElse(end(state).map(CallEvidence.CallEnd::words).orElse("")),
                setUpMillis,
                durationMillis,
                offer,
                answer,
                security(media),
                messageRecords(messages, SdpFacts.of(offer).map(SdpFacts::address).orElse("")),
                streams,
                audio,
                Doctor.examine(evidence));
    }

    /// A sentence as the end reasons are written: without capital and full stop.
    static String clause(String sentence) {
        if (sentence.isEmpty()) {
            return "";
        }
        String begin = sentence.substring(0, 1).toLowerCase(Locale.ROOT);
        String rest = sentence.substring(1);
        return begin + (rest.endsWith(".") ? rest.substring(0, rest.length() - 1) : rest);
    }

    /// Opus sends what sounds alike and not the same wave: what the comparison calls noise is the
    /// codec at its work. That the signal came back, and when, is known all the same.
    static AudioResult judged(AudioResult measured, String codec) {
        return codec.equals("opus")
                ? new AudioResult(measured.heard(), measured.roundTripMillis(), Double.NaN)
                : measured;
    }

    private static String security(PhoneMedia media) {
        if (media.codec().isEmpty()) {
            return "";
        }
        return media.security().isEmpty() ? "none" : media.security();
    }

    private Verdict verdict(CallEvidence evidence) {
        if (evidence.engineDeath().isPresent()) {
            return Verdict.NO_ENGINE;
        }
        if (!evidence.answered()) {
            return Verdict.NO_CALL;
        }
        boolean flowed = evidence.packets(Tap.PHONE_IN) > 0;
        return evidence.audio().heard() || flowed && !evidence.expectsAudio()
                ? Verdict.AUDIO
                : Verdict.NO_AUDIO;
    }

    private EngineRecord engine() {
        if (request.engine().isEmpty()) {
            return new EngineRecord("", "none", "", target.host(), port(), "", -1);
        }
        EngineInfo engine = request.engine().get();
        return new EngineRecord(
                engine.name(),
                engine.runtime().key(),
                engine.mode(),
                engine.advertisedAddress().getHostAddress(),
                engine.sipPort(),
                engine.rtpPorts().toString(),
                engine.readyMillis());
    }

    private int port() {
        return target.port() == 0 ? SipUri.DEFAULT_PORT : target.port();
    }

    private static Optional<CallEvidence.CallEnd> end(PhoneCallState state) {
        return state instanceof PhoneCallState.Ended(var reason)
                ? Optional.of(
                        new CallEvidence.CallEnd(reason.kind(), reason.status(), reason.words()))
                : Optional.empty();
    }

    private static String words(PhoneCallState state) {
        return switch (state) {
            case PhoneCallState.Dialling _ -> "dialling";
            case PhoneCallState.Ringing _ -> "ringing";
            case PhoneCallState.EarlyMedia _ -> "early media";
            case PhoneCallState.Incoming _ -> "incoming";
            case PhoneCallState.Connected(boolean local, boolean remote) ->
                    local || remote ? "held" : "connected";
            case PhoneCallState.Ended _ -> "ended";
        };
    }

    private static List<StreamRecord> streams(PhoneMedia media, List<StreamRecord> engine) {
        var streams = new ArrayList<StreamRecord>(engine);
        var addresses = media.addresses();
        if (media.outgoing().packets() > 0) {
            streams.add(
                    stream(
                            Tap.PHONE_OUT,
                            media.outgoing(),
                            media.codec(),
                            addresses.local(),
                            addresses.seen().isEmpty() ? addresses.announced() : addresses.seen()));
        }
        if (media.incoming().packets() > 0) {
            streams.add(
                    stream(
                            Tap.PHONE_IN,
                            media.incoming(),
                            media.codec(),
                            addresses.seen(),
                            addresses.local()));
        }
        streams.sort(Comparator.comparing(StreamRecord::tap));
        return streams;
    }

    private static StreamRecord stream(
            Tap tap, StreamSnapshot stream, String codec, String source, String destination) {
        return new StreamRecord(
                tap,
                stream.ssrc(),
                stream.payloadType(),
                codec,
                source,
                destination,
                stream.packets(),
                stream.octets(),
                stream.lost(),
                stream.outOfOrder(),
                stream.duplicates(),
                stream.jitterMillis(),
                stream.maxJitterMillis(),
                stream.meanDeltaMillis(),
                stream.maxDeltaMillis(),
                stream.roundTripMillis(),
                stream.remoteLost());
    }

    private static double setUpMillis(List<SipMessage> messages) {
        long invited = 0;
        for (SipMessage message : messages) {
            if (invited == 0 && message.startLine().startsWith("INVITE ")) {
                invited = message.nanos();
            }
            if (invited != 0 && isAnswer(message)) {
                return (message.nanos() - invited) / NANOS_PER_MILLI;
            }
        }
        return -1;
    }

    private static boolean isAnswer(SipMessage message) {
        return message.startLine().startsWith("SIP/2.0 2") && message.cseq().endsWith(" INVITE");
    }

    private static double durationMillis(List<SipMessage> messages, PhoneCallState state) {
        long answered = 0;
        long ended = 0;
        for (SipMessage message : messages) {
            if (answered == 0 && isAnswer(message)) {
                answered = message.nanos();
            }
            if (ended == 0 && message.startLine().startsWith("BYE ")) {
                ended = message.nanos();
            }
        }
        if (answered == 0) {
            return -1;
        }
        if (ended == 0) {
            boolean over = state instanceof PhoneCallState.Ended;
            ended = over ? messages.getLast().nanos() : System.nanoTime();
        }
        return (ended - answered) / NANOS_PER_MILLI;
    }

    /// @param ownAddress the phone's address in this call; it listens on all, which says nothing
    private static List<MessageRecord> messageRecords(
            List<SipMessage> messages, String ownAddress) {
        var records = new ArrayList<MessageRecord>();
        for (SipMessage message : messages) {
            boolean sent = message.direction() == SipMessage.Direction.SENT;
            String local = message.local();
            if (local.startsWith("0.0.0.0:") && !ownAddress.isEmpty()) {
                local = ownAddress + local.substring(local.lastIndexOf(':'));
            }
            records.add(
                    new MessageRecord(
                            (message.nanos() - messages.getFirst().nanos()) / NANOS_PER_MILLI,
                            sent ? "sent" : "received",
                            message.transport().name(),
                            sent ? local : message.remote(),
                            sent ? message.remote() : local,
                            message.startLine(),
                            message.text()));
        }
        return records;
    }
}
