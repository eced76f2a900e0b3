package io.milliwatt.bench.inspector;

import io.milliwatt.bench.doctor.CallEvidence;
import io.milliwatt.bench.doctor.MediaFacts;
import io.milliwatt.bench.doctor.SdpFacts;
import io.milliwatt.bench.doctor.SignallingFacts;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallState;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.call.OfferAnswer;
import io.milliwatt.inspector.call.SdpBody;
import io.milliwatt.inspector.call.Side;
import io.milliwatt.inspector.rtp.PayloadUse;
import io.milliwatt.inspector.rtp.StreamReport;
import io.milliwatt.protocol.sdp.Direction;
import io.milliwatt.protocol.sdp.SessionDescription;
import io.milliwatt.sip.EndReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the doctor needs to know of a call, as far as packets alone tell. The caller is the phone:
/// what it sends is at the tap `phone-out`, what it gets at `phone-in`. Where only the other side
/// sends, it is the other way round, so that "none came back" is said of who sends.
public final class CaptureEvidence {
    /// Before so long a stream its drift is mostly jitter.
    private static final double DRIFT_SHOWS_MILLIS = 60_000;

    private final Call call;
    private final Side phone;

    private CaptureEvidence(Call call) {
        this.call = call;
        boolean callerSends = sends(Side.CALLER);
        phone = callerSends || !sends(Side.CALLEE) ? Side.CALLER : Side.CALLEE;
    }

    /// The evidence of one call.
    public static CallEvidence of(Call call) {
        return new CaptureEvidence(call).evidence();
    }

    private boolean sends(Side side) {
        return call.streams().stream()
                .anyMatch(stream -> stream.sender().equals(Optional.of(side)));
    }

    private CallEvidence evidence() {
        Optional<OfferAnswer> agreed = call.agreed();
        List<StreamRecord> streams = streams();
        boolean heard = streams.stream().anyMatch(stream -> stream.tap() == Tap.PHONE_IN);
        // a capture without any RTP was taken with a filter, more often than nobody spoke
        double connected = streams.isEmpty() ? 0 : call.times().durationMillis().orElse(0);
        var callee =
                new CallEvidence.Callee(
                        call.parties().requestUri(), Optional.empty(), Optional.empty(), Set.of());
        var course = new CallEvidence.Course(call.answered(), end(), connected, held());
        var sdp = new CallEvidence.Agreed(facts(agreed, phone), facts(agreed, phone.other()));
        var seen =
                new CallEvidence.Heard(
                        streams,
                        new AudioResult(heard, -1, Double.NaN),
                        /* unauthenticPackets= */ 0,
                        /* echoExpected= */ false,
                        expectsAudio(agreed));
        return new CallEvidence(callee, course, sdp, seen)
                .with(SignallingFacts.of(messages()))
                .with(new MediaFacts(timing(), -1, 0, Optional.empty()));
    }

    /// The messages as the phone saw them, each once at one tap; those sent again are there.
    private List<MessageRecord> messages() {
        long start = call.times().startNanos();
        return call.messages().stream()
                .filter(message -> !message.links().isSighting())
                .map(message ->
                        new MessageRecord(
                                (message.timeNanos() - start) / 1e6,
                                message.head().from() == phone ? "sent" : "received",
                                message.place().transport(),
                                message.place().source().toString(),
                                message.place().destination().toString(),
                                message.head().startLine(),
                                message.text()))
                .toList();
    }

    private List<MediaFacts.Timing> timing() {
        var timing = new ArrayList<MediaFacts.Timing>();
        for (Side side : Side.values()) {
            Tap tap = side == phone ? Tap.PHONE_OUT : Tap.PHONE_IN;
            longest(side)
                    .map(stream -> stream.report().timing())
                    .filter(report -> report.span().durationMillis() >= DRIFT_SHOWS_MILLIS)
                    .ifPresent(report ->
                            timing.add(
                                    new MediaFacts.Timing(
                                            tap, Double.NaN, report.clock().driftPpm())));
        }
        return timing;
    }

    private Optional<SdpFacts> facts(Optional<OfferAnswer> exchange, Side side) {
        return exchange.flatMap(one -> one.of(side)).flatMap(body -> SdpFacts.of(body.text()));
    }

    /// Whether the far end said that it sends.
    private boolean expectsAudio(Optional<OfferAnswer> agreed) {
        return agreed.flatMap(one -> one.of(phone.other()))
                .flatMap(SdpBody::description)
                .flatMap(description -> description.audio().map(description::directionOf))
                .map(Direction::sends)
                .orElse(true);
    }

    /// Whether a later exchange put it on hold: that is meant, a first one is not.
    private boolean held() {
        List<OfferAnswer> exchanges = call.exchanges();
        return exchanges.size() > 1
                && call.agreed()
                        .flatMap(one -> one.offer().description())
                        .map(CaptureEvidence::holds)
                        .orElse(false);
    }

    private static boolean holds(SessionDescription description) {
        return description
                .audio()
                .map(audio ->
                        description.directionOf(audio) != Direction.SENDRECV
                                || description
                                        .connectionOf(audio)
                                        .filter(connection -> connection.isUnspecified())
                                        .isPresent())
                .orElse(false);
    }

    private Optional<CallEvidence.CallEnd> end() {
        CallState state = call.state();
        boolean silent =
                state == CallState.SETTING_UP
                        && call.signalling().transactions().stream()
                                .anyMatch(one -> one.status() == 0 && one.retransmissions() > 0);
        if (!state.ended() && !silent) {
            return Optional.empty();
        }
        return Optional.of(
                new CallEvidence.CallEnd(
                        silent ? EndReason.Kind.NO_RESPONSE : kind(state, call.release().status()),
                        call.release().status(),
                        silent ? "nobody answered" : call.release().words()));
    }

    private static EndReason.Kind kind(CallState state, int status) {
        return switch (state) {
            case CANCELLED -> EndReason.Kind.CANCELLED;
            case BUSY -> EndReason.Kind.BUSY;
            case COMPLETED, IN_CALL, SETTING_UP, RINGING, WITHOUT_SIP ->
                    EndReason.Kind.REMOTE_HANG_UP;
            case DIVERTED, REJECTED, FAILED ->
                    switch (status) {
                        case 401, 403, 407 -> EndReason.Kind.FORBIDDEN;
                        case 404, 410, 484, 485, 604 -> EndReason.Kind.NOT_FOUND;
                        case 408, 480, 487 -> EndReason.Kind.NO_ANSWER;
                        case 415, 488, 606 -> EndReason.Kind.NOT_ACCEPTABLE;
                        case 603 -> EndReason.Kind.DECLINED;
                        default ->
                                status >= 500 && status < 600
                                        ? EndReason.Kind.SERVER_ERROR
                                        : EndReason.Kind.REFUSED;
                    };
        };
    }

    /// One stream each way: the audio with most packets.
    private List<StreamRecord> streams() {
        var records = new ArrayList<StreamRecord>();
        longest(phone).ifPresent(stream -> records.add(record(stream, Tap.PHONE_OUT)));
        longest(phone.other()).ifPresent(stream -> records.add(record(stream, Tap.PHONE_IN)));
        return records;
    }

    /// The same packets are there once for each tap. A tap at a host sees them at each interface
    /// they pass, which makes no duplicates of them: of those with as many different packets the
    /// one that has fewest twice counts.
    private Optional<CallStream> longest(Side sender) {
        return call.streams().stream()
                .filter(stream -> stream.sender().equals(Optional.of(sender)))
                .max(
                        Comparator.comparingLong(CaptureEvidence::different)
                                .thenComparingLong(
                                        stream -> -stream.report().sequence().duplicates()));
    }

    private static long different(CallStream stream) {
        return stream.report().sequence().packets() - stream.report().sequence().duplicates();
    }

    private static StreamRecord record(CallStream stream, Tap tap) {
        StreamReport report = stream.report();
        PayloadUse payload = report.mainPayload();
        return new StreamRecord(
                tap,
                report.key().ssrc(),
                payload.payloadType(),
                payload.codec().isEmpty() ? "?" : payload.codec(),
                report.key().source().toString(),
                report.key().destination().toString(),
                report.sequence().packets(),
                report.traffic().payloadOctets(),
                report.sequence().lost(),
                report.sequence().outOfOrder(),
                report.sequence().duplicates(),
                report.timing().jitterMillis().mean(),
                report.timing().jitterMillis().max(),
                report.timing().deltaMillis().mean(),
                report.timing().deltaMillis().max(),
                report.rtcp().roundTrip().lastMillis(),
                report.rtcp().farEnd().reports() > 0
                        ? report.rtcp().farEnd().cumulativeLost()
                        : -1);
    }
}
