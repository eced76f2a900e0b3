package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.Bridge;
import io.milliwatt.engine.app.TestNumber;
import io.milliwatt.engine.app.TestNumbers;
import io.milliwatt.engine.counter.EngineCounter;
import io.milliwatt.engine.media.CallTerms;
import io.milliwatt.engine.media.MediaServer;
import io.milliwatt.protocol.sdp.Capabilities;
import io.milliwatt.protocol.sdp.OfferAnswerFailure;
import io.milliwatt.sip.IncomingCall;
import io.milliwatt.sip.SipCallListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Answers calls: dialled number to call application, offer to answer, a pair of ports to each
/// call. A call that replaces another (RFC 3891) goes on with what that one has.
final class Reception {
    private static final Logger LOG = System.getLogger("sip");
    private static final int RETRY_AFTER_SECONDS = 5;

    private final SipFrontEnd frontEnd;
    private final TestNumbers numbers;
    private final RegisteredPhones phones;
    private final MediaServer media;

    Reception(SipFrontEnd frontEnd, TestNumbers numbers, RegisteredPhones phones) {
        this.frontEnd = frontEnd;
        this.numbers = numbers;
        this.phones = phones;
        this.media = frontEnd.media();
    }

    SipCallListener incomingCall(IncomingCall call) {
        frontEnd.counters().increment(EngineCounter.CALLS_OFFERED);
        if (frontEnd.isClosing()) {
            return refuse(call, 503, "Service Unavailable", Map.of());
        }
        if (frontEnd.registry().find(call.callId()).isPresent()) {
            // the same request by another way, or a Call-ID that is not unique: RFC 3261, section
            // 8.2.2.2
            return refuse(call, 482, SipReason.phrase(482), Map.of());
        }
        if (call.replaces().isPresent()) {
            return frontEnd.session(call.replaces().get().callId())
                    .map(replaced -> replace(call, replaced))
                    .orElseGet(() -> refuse(call, 481, SipReason.phrase(481), Map.of()));
        }
        return dialled(call, call.dialled());
    }

    private SipCallListener dialled(IncomingCall call, String number) {
        return switch (numbers.find(number)) {
            case TestNumber.Application application -> answer(call, number, application);
            case TestNumber.Bridge(String user) -> bridge(call, user);
            case TestNumber.Refusal(int status) ->
                    refuse(call, status, SipReason.phrase(status), Map.of());
            case TestNumber.Unknown(String why) ->
                    refuse(call, 404, "Not Found", Map.of("Warning", warning(why)));
        };
    }

    private SipCallListener answer(
            IncomingCall call, String number, TestNumber.Application wanted) {
        return invited(
                call,
                EngineCapabilities.of(wanted.media(), media),
                invitation -> {
                    var answered =
                            new AnsweredCall(
                                    frontEnd, invitation, number, wanted.application().get());
                    answered.follow(wanted.timing());
                    return answered;
                });
    }

    private SipCallListener bridge(IncomingCall call, String user) {
        return switch (phones.of(user)) {
            case RegisteredPhones.Found.None(int status, String why) ->
                    refuse(call, status, SipReason.phrase(status), Map.of("Warning", warning(why)));
            case RegisteredPhones.Found.Phones found ->
                    invited(
                            call,
                            EngineCapabilities.of(TestNumber.Media.AUDIO_AND_VIDEO, media),
                            invitation -> {
                                var bridge = new Bridge();
                                var caller =
                                        new AnsweredCall(
                                                frontEnd,
                                                invitation,
                                                call.dialled(),
                                                bridge.first());
                                caller.hold();
                                BridgedCall.dial(
                                        frontEnd, bridge, caller, new InvitingSide(caller), found);
                                return caller;
                            });
        };
    }

    /// The far end of the call that goes hears of it by BYE from the stack, when this one is
    /// accepted.
    private SipCallListener replace(IncomingCall call, SipSession replaced) {
        Optional<SipSession> partner = replaced.partner();
        if (partner.isEmpty()) {
            return dialled(call, replaced.number());
        }
        return invited(
                call,
                EngineCapabilities.matching(partner.get().session(), media),
                invitation -> {
                    var bridge = new Bridge();
                    var answered =
                            new AnsweredCall(
                                    frontEnd, invitation, replaced.number(), bridge.second());
                    answered.hold();
                    replaced.part();
                    partner.get().become(partner.get().number(), bridge.first());
                    partner.get().join(answered);
                    answered.answer();
                    return answered;
                });
    }

    /// Finds ports and a session description for a call, and goes on with it.
    private SipCallListener invited(
            IncomingCall call, Capabilities ours, Function<Invitation, SipSession> then) {
        CallTerms terms = media.newTerms(ours, hostOf(call));
        try {
            if (call.offerSdp().isEmpty()) {
                Optional<String> offer = terms.offer();
                return offer.isEmpty()
                        ? refuseForPorts(call)
                        : stopIfClosing(
                                then.apply(
                                        new Invitation(
                                                call, terms, Optional.empty(), offer.get())));
            }
            return switch (terms.answer(call.offerSdp().get())) {
                case CallTerms.Outcome.Agreed agreed ->
                        stopIfClosing(
                                then.apply(
                                        new Invitation(
                                                call,
                                                terms,
                                                Optional.of(agreed),
                                                agreed.session().local().toText())));
                case CallTerms.Outcome.NoPort _ -> refuseForPorts(call);
                case CallTerms.Outcome.Refused(OfferAnswerFailure failure) -> {
                    terms.close();
                    yield refuse(call, failure);
                }
            };
        } catch (RuntimeException failure) {
            terms.close();
            frontEnd.counters().increment(EngineCounter.INTERNAL_ERRORS);
            LOG.log(Level.ERROR, "call " + call.callId(), failure);
            return refuse(call, 500, SipReason.phrase(500), Map.of());
        }
    }

    private static InetAddress hostOf(IncomingCall call) {
        return call.remoteAddress().getAddress();
    }

    private SipSession stopIfClosing(SipSession session) {
        if (frontEnd.isClosing()) {
            // told to stop since this call was let in: it was not in the list then
            session.end("the engine stops");
        }
        return session;
    }

    private SipCallListener refuseForPorts(IncomingCall call) {
        frontEnd.counters().increment(EngineCounter.CALLS_NO_PORT);
        return refuse(
                call,
                503,
                "No RTP Port Free",
                Map.of("Retry-After", String.valueOf(RETRY_AFTER_SECONDS)));
    }

    private SipCallListener refuse(IncomingCall call, OfferAnswerFailure failure) {
        return refuse(
                call,
                failure.sipStatus(),
                failure.sipStatus() == 400 ? "Bad Session Description" : "Not Acceptable Here",
                Map.of("Warning", failure.warning(media.advertised())));
    }

    private SipCallListener refuse(
            IncomingCall call, int status, String reason, Map<String, String> headers) {
        frontEnd.counters().increment(EngineCounter.CALLS_REFUSED);
        call.reject(status, reason, headers);
        return SipCallListener.NONE;
    }

    private String warning(String why) {
        return "399 " + media.advertised() + " \"" + why + "\"";
    }

    /// A new call that waits for the user.
    private record InvitingSide(AnsweredCall call) implements BridgedCall.Wanting {
        @Override
        public void ringing() {
            call.ring();
        }

        @Override
        public void early() {
            call.early();
        }

        @Override
        public void answered(PlacedCall callee) {
            call.join(callee);
            call.answer();
        }

        @Override
        public void refused(BridgedCall.Refusal refusal) {
            call.refuse(
                    refusal.status(),
                    SipReason.phrase(refusal.status()),
                    refusal.reason().isEmpty() ? Map.of() : Map.of("Reason", refusal.reason()));
        }
    }
}
