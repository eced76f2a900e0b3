package io.milliwatt.sip;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import gov.nist.core.CommonLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import java.text.ParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;

/// Fuzz targets: hostile text is refused as a value or with the one exception its parser declares,
/// and what was taken can be written and read again. Each target replays its corpus
/// (`src/test/resources/io/milliwatt/sip/SipFuzzTestInputs/TARGET`) in every build; `-Dfuzz=10m`
/// searches further.
class SipFuzzTest {
    private static final int MAX_MESSAGE = SipLimits.DEFAULT.maxMessageBytes();

    /// Goes on after a bad header, as the stack does for all but the headers every message needs.
    private static final ParseExceptionListener TOLERANT = (_, _, _, _, _) -> {};

    /// As a stack sets it; without one, the parser looks for a library that we do not have.
    @BeforeAll
    static void logAsTheStackDoes() {
        CommonLogger.useLegacyLogger = true;
        CommonLogger.legacyLogger = new StackLog();
    }

    @FuzzTest
    void parsesUris(byte[] bytes) throws SipException {
        SipUri uri;
        try {
            uri = SipUri.parse(new String(bytes, UTF_8));
        } catch (SipException _) {
            return;
        }
        assertEquals(uri, SipUri.parse(uri.toString()));
    }

    @FuzzTest
    void parsesChallenges(byte[] bytes) {
        Optional<DigestChallenge> challenge = DigestChallenge.parse(new String(bytes, UTF_8));
        challenge.ifPresent(c -> {
            String answer =
                    Digest.authorization(c, new Credentials("u", "p"), "REGISTER", "sip:x", 1, "c");
            assertTrue(answer.startsWith("Digest username="), answer);
        });
    }

    @FuzzTest
    void parsesDtmfInfo(byte[] bytes) {
        String body = new String(bytes, UTF_8);
        for (String type : new String[] {DtmfInfo.RELAY, DtmfInfo.PLAIN}) {
            Optional<DtmfInfo> dtmf = DtmfInfo.parse(type, body);
            dtmf.ifPresent(
                    d -> assertEquals(dtmf, DtmfInfo.parse(DtmfInfo.RELAY, d.relayBody()), body));
        }
    }

    /// The body of a NOTIFY in a transfer.
    @FuzzTest
    void parsesFragments(byte[] bytes) {
        String body = new String(bytes, UTF_8);
        Optional<SipFragment> fragment = SipFragment.parse(body);
        fragment.ifPresent(f -> assertEquals(fragment, SipFragment.parse(f.text()), body));
    }

    /// The Refer-To header, and the Replaces in it, which goes into a header of ours.
    @FuzzTest
    void parsesReferrals(byte[] bytes) {
        Optional<Referral> referral = Referral.parse(new String(bytes, UTF_8), true);
        referral.flatMap(Referral::replaces)
                .ifPresent(replaces -> {
                    String header = replaces.toString();
                    assertTrue(header.chars().allMatch(c -> c > ' ' && c < 127), header);
                    assertEquals(Optional.of(replaces), Replaces.parse(header));
                });
    }

    @FuzzTest
    void parsesSessionExpires(byte[] bytes) {
        Optional<SessionExpires> limit = SessionExpires.parse(new String(bytes, UTF_8));
        limit.ifPresent(l -> assertEquals(limit, SessionExpires.parse(l.toString())));
    }

    /// The way of a datagram: nothing but a `ParseException` may come out, and a message that was
    /// taken has the headers everything after it relies on.
    @FuzzTest
    void parsesMessages(byte[] bytes) {
        message(bytes, true);
        message(bytes, false);
    }

    private static void message(byte[] bytes, boolean datagram) {
        CountingParser parser = new CountingParser(new StackCounters(), MAX_MESSAGE);
        @Nullable SIPMessage message;
        try {
            message = parser.parseSIPMessage(bytes, datagram, false, TOLERANT);
        } catch (ParseException _) {
            return;
        }
        if (message != null) {
            assertTrue(message.getTopmostVia() != null, () -> new String(bytes, ISO_8859_1));
            assertTrue(message.getCSeq() != null, () -> new String(bytes, ISO_8859_1));
            assertTrue(!message.encode().isEmpty());
        }
    }
}
