package io.milliwatt.bench.call;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.phone.CallOptions;
import io.milliwatt.phone.Phone;
import io.milliwatt.phone.PhoneCall;
import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.sip.SipUri;
import java.util.List;
import java.util.Optional;

/// A call of a phone in this process.
final class LocalPlacedCall implements PlacedCall {
    private final PhoneCall call;
    private final CallAudio audio;
    private final boolean echoExpected;
    private volatile Optional<AudioResult> measured = Optional.empty();

    private LocalPlacedCall(PhoneCall call, CallAudio audio, boolean echoExpected) {
        this.call = call;
        this.audio = audio;
        this.echoExpected = echoExpected;
    }

    /// Dials.
    ///
    /// @throws BenchException a file, device or codec cannot be used
    static LocalPlacedCall dial(Phone phone, CallRequest request, SipUri target)
            throws BenchException {
        List<AudioEncoding> codecs = PhoneCodecs.of(request.codecs());
        CallAudio audio = CallAudio.open(request.audio());
        var options =
                CallOptions.of(audio.source(), audio.sink())
                        .withCodecs(codecs)
                        .withSecurity(request.security().toNegotiation());
        return new LocalPlacedCall(
                phone.call(target, options),
                audio,
                new CallRecorder(request, target).echoExpected());
    }

    @Override
    public String callId() {
        return call.callId();
    }

    @Override
    public CallPhase phase() {
        return CallPhase.of(call.state());
    }

    @Override
    public PhoneView view() {
        return PhoneView.of(call, measured.orElseGet(audio::soFar));
    }

    @Override
    public double sentLevel() {
        return call.media().levels().sent();
    }

    @Override
    public double heardLevel() {
        return call.media().levels().heard();
    }

    @Override
    public void hangUp() {
        call.hangUp();
    }

    @Override
    public void mute(boolean muted) {
        call.mute(muted);
    }

    @Override
    public void hold(boolean held) {
        if (held) {
            call.hold();
        } else {
            call.resume();
        }
    }

    @Override
    public void dtmf(String digits) {
        call.sendDtmf(digits);
    }

    @Override
    public void conclude() {
        measured = Optional.of(audio.measure(echoExpected));
    }
}
