package io.milliwatt.bench.call;

import io.milliwatt.bench.doctor.SdpFacts;
import io.milliwatt.bench.record.AudioResult;
import io.milliwatt.bench.record.MessageRecord;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import io.milliwatt.phone.PhoneCall;
import io.milliwatt.phone.PhoneCallState;
import io.milliwatt.phone.PhoneMedia;
import io.milliwatt.protocol.stats.StreamSnapshot;
import io.milliwatt.sip.SipMessage;
import java.util.ArrayList;
import java.util.List;

/// All that the phone knows of a call at one moment: its part of the call record. The same whether
/// the phone is in this process or in a container, from where it comes as JSON.
///
/// @param callId Call-ID
/// @param phase where the call stands
/// @param setUpMillis INVITE sent to 200 received; negative when not answered
/// @param durationMillis answered to ended (or now); negative when not answered
/// @param offerSdp the newest offer; empty when none
/// @param answerSdp the newest answer; empty when none
/// @param codec encoding name agreed on; empty before
/// @param security SRTP suite, `none` for plain RTP, empty without media
/// @param messages SIP messages in order of time
/// @param streams at the phone's two taps
/// @param unauthentic packets that were not made with the key agreed on
/// @param audio what was heard
/// @param sentLevel level of what is sent, 0..1
/// @param heardLevel level of what is heard, 0..1
/// @param timing how regularly packets came
record PhoneView(
        String callId,
        CallPhase phase,
        double setUpMillis,
        double durationMillis,
        String offerSdp,
        String answerSdp,
        String codec,
        String security,
        List<MessageRecord> messages,
        List<StreamRecord> streams,
        long unauthentic,
        AudioResult audio,
        double sentLevel,
        double heardLevel,
        PhoneTiming timing) {
    private static final double NANOS_PER_MILLI = 1e6;

    static PhoneView of(PhoneCall call, AudioResult audio) {
        PhoneCallState state = call.state();
        PhoneMedia media = call.media();
        List<SipMessage> messages = call.messages();
        String offer = call.offerSdp();
        return new PhoneView(
                call.callId(),
                CallPhase.of(state),
                setUpMillis(messages),
                durationMillis(messages, state),
                offer,
                call.answerSdp(),
                media.codec(),
                security(media),
                messageRecords(messages, SdpFacts.of(offer).map(SdpFacts::address).orElse("")),
                streams(media),
                media.refused().unauthentic(),
                audio,
                media.levels().sent(),
                media.levels().heard(),
                PhoneTiming.of(media));
    }

    /// The same after the call was broken off from outside.
    PhoneView inPhase(CallPhase other) {
        return new PhoneView(
                callId,
                other,
                setUpMillis,
                durationMillis,
                offerSdp,
                answerSdp,
                codec,
                security,
                messages,
                streams,
                unauthentic,
                audio,
                sentLevel,
                heardLevel,
                timing);
    }

    /// A call of which nothing is known yet.
    static PhoneView dialling(String callId) {
        return new PhoneView(
                callId,
                CallPhase.of(new PhoneCallState.Dialling()),
                -1,
                -1,
                "",
                "",
                "",
                "",
                List.of(),
                List.of(),
                0,
                AudioResult.NONE,
                0,
                0,
                PhoneTiming.NONE);
    }

    private static String security(PhoneMedia media) {
        if (media.codec().isEmpty()) {
            return "";
        }
        return media.security().isEmpty() ? "none" : media.security();
    }

    private static List<StreamRecord> streams(PhoneMedia media) {
        var streams = new ArrayList<StreamRecord>();
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
