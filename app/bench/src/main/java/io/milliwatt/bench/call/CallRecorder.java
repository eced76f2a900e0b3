package io.milliwatt.bench.call;

import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.bench.doctor.Doctor;
import io.milliwatt.bench.doctor.SdpFacts;
import io.milliwatt.bench.doctor.SignallingFacts;
import io.milliwatt.bench.engine.EngineInfo;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.bench.record.CallRecord;
import io.milliwatt.bench.record.EngineRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.bench.record.Verdict;
import io.milliwatt.sip.SipUri;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Joins what phone and engine know of one call into a call record.
final class CallRecorder {
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

    /// What the engine says of a call.
    ///
    /// @param streams what it saw; empty when it is none of ours
    /// @param digits what it heard; empty when it does not say
    /// @param death why it is not running any more; empty while it runs
    record EngineView(
            List<StreamRecord> streams, Optional<String> digits, Optional<String> death) {}

    /// All that is known, for the doctor.
    ///
    /// @param view what the phone knows
    CallEvidence evidence(PhoneView view, EngineView engineView, CallSurroundings surroundings) {
        CallPhase phase = view.phase();
        var streams = new ArrayList<StreamRecord>(engineView.streams());
        streams.addAll(view.streams());
        streams.sort(Comparator.comparing(StreamRecord::tap));
        var callee =
                new CallEvidence.Callee(
                        target.toString(),
                        request.engine(),
                        engineView.death(),
                        surroundings.hostAddresses());
        var course =
                new CallEvidence.Course(
                        view.setUpMillis() >= 0,
                        phase.ending(),
                        view.durationMillis(),
                        phase.localHold() || phase.remoteHold());
        var agreed =
                new CallEvidence.Agreed(
                        SdpFacts.of(view.offerSdp()), SdpFacts.of(view.answerSdp()));
        var heard =
                new CallEvidence.Heard(
                        streams,
                        judged(view.audio(), view.codec()),
                        view.unauthentic(),
                        echoExpected(),
                        expectsAudio());
        return new CallEvidence(callee, course, agreed, heard)
                .with(surroundings.topology())
                .with(
                        SignallingFacts.of(view.messages())
                                .withDigits(request.dtmf(), engineView.digits()))
                .with(view.timing().facts(surroundings.atServer()));
    }

    /// The record of a call as it is now.
    CallRecord record(PhoneView view, CallEvidence evidence) {
        return new CallRecord(
                verdict(evidence),
                engine(),
                view.callId(),
                target.toString(),
                view.phase().words(),
                evidence.callee()
                        .death()
                        .map(CallRecorder::clause)
                        .orElse(evidence.end().map(CallEvidence.CallEnd::words).orElse("")),
                view.setUpMillis(),
                view.durationMillis(),
                view.offerSdp(),
                view.answerSdp(),
                view.security(),
                view.messages(),
                evidence.heard().streams(),
                evidence.heard().audio(),
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

    private Verdict verdict(CallEvidence evidence) {
        if (evidence.callee().death().isPresent()) {
            return Verdict.NO_ENGINE;
        }
        if (!evidence.answered()) {
            return Verdict.NO_CALL;
        }
        boolean flowed = evidence.packets(Tap.PHONE_IN) > 0;
        return evidence.heard().audio().heard() || flowed && !evidence.heard().audioExpected()
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
}
