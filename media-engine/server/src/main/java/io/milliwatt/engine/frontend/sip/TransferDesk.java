package io.milliwatt.engine.frontend.sip;

import io.milliwatt.engine.app.Bridge;
import io.milliwatt.engine.app.TestNumber;
import io.milliwatt.engine.app.TestNumbers;
import io.milliwatt.sip.IncomingTransfer;
import io.milliwatt.sip.Replaces;
import io.milliwatt.sip.SipException;
import io.milliwatt.sip.SipUri;
import java.time.Duration;
import java.util.Optional;

/// Decides on REFER (RFC 3515) within a call. Whoever would be left when the asking side goes is
/// connected with the target: in a bridged call its other side, else the call itself. Targets are
/// the numbers of this engine, and its bridged calls (attended transfer, RFC 5589, section 7); no
/// call leaves the engine on somebody's request but to registered phones.
final class TransferDesk {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final SipFrontEnd frontEnd;
    private final TestNumbers numbers;
    private final RegisteredPhones phones;

    TransferDesk(SipFrontEnd frontEnd, TestNumbers numbers, RegisteredPhones phones) {
        this.frontEnd = frontEnd;
        this.numbers = numbers;
        this.phones = phones;
    }

    void requested(SipSession asking, IncomingTransfer transfer) {
        SipUri target;
        try {
            target = transfer.referral().uri();
        } catch (SipException failure) {
            transfer.refuse(400, "Refer-To Cannot Be Called");
            return;
        }
        if (!frontEnd.isOurs(target) && !wasReachedAt(asking, target)) {
            transfer.refuse(403, "The engine never relays a call outwards");
        } else if (transfer.referral().replaces().isPresent()) {
            attended(asking, transfer, transfer.referral().replaces().get());
        } else {
            transfer.accept();
            connect(new Transfer(asking, asking.partner().orElse(asking), transfer), target.user());
        }
    }

    /// Whether a URI names the host and port at which the far end of a call has us.
    private static boolean wasReachedAt(SipSession call, SipUri uri) {
        try {
            SipUri ours = SipUri.parse(call.ourUri());
            return ours.host().equalsIgnoreCase(uri.host())
                    && ours.effectivePort() == uri.effectivePort();
        } catch (SipException _) {
            return false;
        }
    }

    /// Whether that names a call, seen from its far end (RFC 3891, section 3).
    private static boolean isNamed(SipSession call, Replaces replaces) {
        // what names it at its far end has the tags the other way round
        return call.call()
                .dialogId()
                .filter(id ->
                        id.fromTag().equals(replaces.toTag())
                                && id.toTag().equals(replaces.fromTag()))
                .isPresent();
    }

    private void connect(Transfer transfer, String number) {
        switch (numbers.find(number)) {
            case TestNumber.Application application -> transfer.follow(number, application);
            case TestNumber.Refusal(int status) -> transfer.failed(status);
            case TestNumber.Unknown _ -> transfer.failed(404);
            case TestNumber.Bridge(String user) -> {
                switch (phones.of(user)) {
                    case RegisteredPhones.Found.None none -> transfer.failed(none.status());
                    case RegisteredPhones.Found.Phones found -> {
                        var bridge = new Bridge();
                        BridgedCall.dial(
                                frontEnd,
                                bridge,
                                transfer.subject,
                                new TransferredSide(transfer, number, bridge),
                                found);
                    }
                }
            }
        }
    }

    /// Joins whoever is left of two calls of the asking side.
    private void attended(SipSession asking, IncomingTransfer transfer, Replaces replaces) {
        Optional<SipSession> other =
                frontEnd.session(replaces.callId()).filter(one -> isNamed(one, replaces));
        if (other.isEmpty()) {
            transfer.accept();
            transfer.progress(481, SipReason.phrase(481));
            return;
        }
        Optional<SipSession> one = asking.partner();
        Optional<SipSession> two = other.get().partner();
        if (one.isEmpty() || two.isEmpty() || two.get() == asking) {
            transfer.refuse(403, "Only two bridged calls can be joined");
            return;
        }
        transfer.accept();
        var bridge = new Bridge();
        asking.part();
        other.get().part();
        one.get().become(one.get().number(), bridge.first());
        two.get().become(two.get().number(), bridge.second());
        one.get().join(two.get());
        transfer.progress(200, "OK");
        other.get().end("replaced: its other side was transferred");
        frontEnd.later(GRACE, () -> asking.end("its other side was transferred"));
    }

    /// @param subject who is connected with the target
    private record Transfer(SipSession asking, SipSession subject, IncomingTransfer transfer) {
        void follow(String number, TestNumber.Application wanted) {
            if (wanted.media() == TestNumber.Media.ENCRYPTED && !subject.isEncrypted()) {
                failed(488);
            } else if (wanted.timing().answerAfter().isZero()) {
                take(number, wanted);
            } else {
                transfer.progress(180, "Ringing");
                subject.frontEnd().later(wanted.timing().answerAfter(), () -> take(number, wanted));
            }
        }

        private void take(String number, TestNumber.Application wanted) {
            subject.part();
            subject.become(number, wanted.application().get());
            subject.goOn(wanted.timing());
            done();
        }

        /// The asking side is to hang up when it hears this (RFC 5589, section 6.1); if it does
        /// not, a call without an other side is ended here.
        void done() {
            transfer.progress(200, "OK");
            if (asking != subject) {
                asking.frontEnd().later(GRACE, () -> asking.end("its other side was transferred"));
            }
        }

        void failed(int status) {
            transfer.progress(status, SipReason.phrase(status));
        }
    }

    /// A call that goes on as it was until the user answers.
    private record TransferredSide(Transfer transfer, String number, Bridge bridge)
            implements BridgedCall.Wanting {
        @Override
        public void ringing() {
            transfer.transfer().progress(180, "Ringing");
        }

        @Override
        public void early() {
            ringing();
        }

        @Override
        public void answered(PlacedCall callee) {
            SipSession subject = transfer.subject();
            subject.part();
            subject.become(number, bridge.first());
            subject.join(callee);
            transfer.done();
        }

        @Override
        public void refused(BridgedCall.Refusal refusal) {
            transfer.failed(refusal.status());
        }
    }
}
