package io.milliwatt.inspector.sip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SipMessageReaderTest {
    private static SipMessage read(String text) {
        byte[] bytes = text.replace("\n", "\r\n").getBytes(UTF_8);
        return SipMessageReader.read(bytes, 0, bytes.length).orElseThrow();
    }

    private static final String HEAD =
            "INVITE sip:bob@b SIP/2.0\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\n";

    @Test
    void understandsCompactFormsFoldedLinesAndSeveralValues() {
        SipMessage message =
                read(
                        """
                        INVITE sip:bob@b SIP/2.0
                        v: SIP/2.0/UDP one;branch=z9hG4bK1,
                         SIP/2.0/TCP two:5070 ;branch=z9hG4bK0
                        f: "A, <B>" <sip:alice:pw@a:5062>;tag=t1
                        t: Bob
                          <sip:bob@b>
                        i: id@a
                        CSeq:  7   INVITE
                        m: <sip:alice@h;x=1>, <sip:other@h>
                        l: 0

                        """);
        assertEquals(List.of(), message.problems());
        assertEquals(2, message.values("Via").size());
        assertEquals(new Via("UDP", "one", "z9hG4bK1", "", ""), message.via());
        assertEquals("A, <B>", message.from().display());
        assertEquals("alice", message.from().user());
        assertEquals(5062, message.from().port());
        assertEquals("t1", message.from().tag());
        assertEquals("Bob", message.to().display());
        assertEquals(Optional.of(new CSeq(7, "INVITE")), message.cseq());
        assertEquals(2, message.values("Contact").size());
        assertFalse(message.shownText().contains("pw"), message.shownText());
    }

    @Test
    void showsABrokenMessageAndSaysWhatIsWrong() {
        SipMessage message =
                read(
                        HEAD
                                + "From: <sip:a@a>\nthis is no field\nCSeq: x\nContent-Length: 9\n\nbody");
        assertEquals(
                List.of(
                        "line 4 is no header field: this is no field",
                        "Content-Length says 9 octets, the body has 4",
                        "To is missing",
                        "Call-ID is missing",
                        "CSeq \"x\" is none",
                        "there is a body without Content-Type"),
                message.problems());
        assertEquals("body", message.body());
    }

    @Test
    void takesNothingForSipThatIsNot() {
        for (String text :
                List.of(
                        "",
                        "\r\n\r\n",
                        "GET / HTTP/1.1\r\n\r\n",
                        "hello",
                        "OPTIONS * RTSP/1.0\r\n\r\n",
                        "SIP/")) {
            byte[] bytes = text.getBytes(UTF_8);
            assertEquals(Optional.empty(), SipMessageReader.read(bytes, 0, bytes.length), text);
        }
    }

    @Test
    void readsMessagesWithBareLineFeedsAndSaysSo() {
        byte[] bytes =
                "SIP/2.0 200 OK\nVia: x\nFrom: f\nTo: t\nCall-ID: c\nCSeq: 1 BYE\n\n"
                        .getBytes(UTF_8);
        SipMessage message = SipMessageReader.read(bytes, 0, bytes.length).orElseThrow();
        assertEquals(200, message.status());
        assertEquals("BYE", message.method());
        assertEquals(List.of("lines end with LF alone, not with CR LF"), message.problems());
    }

    @Test
    void tellsTransactionsApartByBranchElseByWhatRfc2543Compared() {
        String tail = "From: a;tag=1\nTo: b\nCall-ID: c\nCSeq: 1 INVITE\n\n";
        String ack = HEAD.replace("INVITE", "ACK") + tail.replace("INVITE", "ACK");
        assertEquals(read(HEAD + tail).transactionKey(), read(ack).transactionKey());
        String old = (HEAD + tail).replace("z9hG4bK1", "1");
        assertEquals("c 1 1 h INVITE", read(old).transactionKey());
    }

    @Test
    void findsTheDescriptionAmongSeveralParts() {
        SipMessage message =
                read(
                        HEAD
                                + """
                                Content-Type: multipart/mixed;boundary="b1"

                                --b1
                                Content-Type: application/isup

                                xyz
                                --b1
                                Content-Type: application/sdp

                                v=0
                                s=-
                                --b1--
                                """);
        assertEquals("v=0\r\ns=-\r\n", message.sdp().orElseThrow());
    }

    @Test
    void boundsWhatItReads() {
        SipMessage message = read(HEAD + "X: y\n".repeat(5_000) + "\n" + "z".repeat(200_000));
        assertTrue(message.headers().size() <= SipMessageReader.MAX_HEADERS);
        assertTrue(message.text().length() <= SipMessageReader.MAX_OCTETS);
        assertTrue(message.problems().size() <= 20, "problems are bounded too");
    }

    @Test
    void masksPasswordsAndTokens() {
        assertEquals(
                "Authorization: Digest username=\"a\", response=\"***\", nc=1",
                ShownText.masked("Authorization: Digest username=\"a\", response=\"0123\", nc=1"));
        assertEquals(
                "Authorization: Basic ***", ShownText.masked("Authorization: Basic YWJjOmRlZg=="));
        assertEquals("<sip:a:***@h>", ShownText.masked("<sip:a:secret@h>"));
        assertEquals("<sip:a@h:5060>", ShownText.masked("<sip:a@h:5060>"));
        assertEquals("a=ice-pwd:***", ShownText.masked("a=ice-pwd:asd88fgpdd777uzjYhagZg"));
    }
}
