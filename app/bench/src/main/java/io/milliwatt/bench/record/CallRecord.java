package io.milliwatt.bench.record;

import java.util.List;

/// All that is known of one call, finished or still going on: what the inspector shows and `--json`
/// prints.
///
/// @param verdict outcome so far
/// @param engine the engine called
/// @param callId SIP Call-ID; empty when no call was placed
/// @param target the URI called
/// @param state state of the call in words: `dialling`, `ringing`, `connected`, `ended` ...
/// @param endReason why it ended, in words; empty while it goes on
/// @param setUpMillis INVITE sent to 200 received; negative when not answered
/// @param durationMillis answered to ended (or now); milliseconds
/// @param offerSdp the offer as sent; empty when none
/// @param answerSdp the answer as received; empty when none
/// @param security how media was encrypted, an SRTP suite; `none` = plain RTP; empty without media
/// @param messages SIP messages in order of time
/// @param streams streams at each tap; order of [Tap]
/// @param audio what was heard
/// @param findings order of causes: the first is the one to mend
/// @param vantage where the phone stood, `host` or `lan`
public record CallRecord(
        Verdict verdict,
        EngineRecord engine,
        String callId,
        String target,
        String state,
        String endReason,
        double setUpMillis,
        double durationMillis,
        String offerSdp,
        String answerSdp,
        String security,
        List<MessageRecord> messages,
        List<StreamRecord> streams,
        AudioResult audio,
        List<Finding> findings,
        String vantage) {
    /// Of a phone on this host.
    public CallRecord(
            Verdict verdict,
            EngineRecord engine,
            String callId,
            String target,
            String state,
            String endReason,
            double setUpMillis,
            double durationMillis,
            String offerSdp,
            String answerSdp,
            String security,
            List<MessageRecord> messages,
            List<StreamRecord> streams,
            AudioResult audio,
            List<Finding> findings) {
        this(
                verdict,
                engine,
                callId,
                target,
                state,
                endReason,
                setUpMillis,
                durationMillis,
                offerSdp,
                answerSdp,
                security,
                messages,
                streams,
                audio,
                findings,
                "host");
    }

    public CallRecord {
        messages = List.copyOf(messages);
        streams = List.copyOf(streams);
        findings = List.copyOf(findings);
    }

    /// The same, of a phone that stood elsewhere.
    public CallRecord from(String place) {
        return new CallRecord(
                verdict,
                engine,
                callId,
                target,
                state,
                endReason,
                setUpMillis,
                durationMillis,
                offerSdp,
                answerSdp,
                security,
                messages,
                streams,
                audio,
                findings,
                place);
    }

    /// Whether media was encrypted.
    public boolean encrypted() {
        return !security.isEmpty() && !security.equals("none");
    }
}
