package io.milliwatt.inspector.call;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.rtp.MediaHints;
import io.milliwatt.inspector.sip.SipMessageReader;
import java.net.InetAddress;
import java.util.List;

/// A conversation written by hand: messages with times, told to a [SipTable].
final class Script {
    static final Endpoint ALICE = endpoint("192.0.2.10", 5060);
    static final Endpoint BOB = endpoint("192.0.2.20", 5060);

    final SipTable table = new SipTable(new MediaHints());
    private long frame;
    private int tap;

    static Endpoint endpoint(String address, int port) {
        return new Endpoint(InetAddress.ofLiteral(address), port);
    }

    /// What follows is seen at another tap.
    Script atTap(int other) {
        tap = other;
        return this;
    }

    Script alice(double seconds, String text) {
        return send(seconds, ALICE, BOB, text);
    }

    Script bob(double seconds, String text) {
        return send(seconds, BOB, ALICE, text);
    }

    Script send(double seconds, Endpoint from, Endpoint to, String text) {
        byte[] bytes = text.replace("\n", "\r\n").getBytes(UTF_8);
        var message = SipMessageReader.read(bytes, 0, bytes.length).orElseThrow();
        var place = new MessagePlace(nanos(seconds), ++frame, tap, from, to, "UDP");
        table.onMessage(message, place, false);
        return this;
    }

    static long nanos(double seconds) {
        return 1_700_000_000_000_000_000L + Math.round(seconds * 1e9);
    }

    Call only() {
        List<Call> calls = table.calls();
        if (calls.size() != 1) {
            throw new AssertionError("one call expected, there are " + calls.size());
        }
        return calls.getFirst();
    }

    /// A request of Alice's in the call `c1`, or of Bob's (`toTag` is then hers).
    static String request(String method, int cseq, String branch, boolean ofAlice, String toTag) {
        return request("c1", method, cseq, branch, ofAlice, toTag, "");
    }

    static String request(
            String callId,
            String method,
            int cseq,
            String branch,
            boolean ofAlice,
            String toTag,
            String sdp) {
        String a = "<sip:alice@192.0.2.10>";
        String b = "<sip:bob@192.0.2.20>";
        return method
                + " sip:bob@192.0.2.20 SIP/2.0\n"
                + "Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK"
                + branch
                + "\n"
                + "Max-Forwards: 70\n"
                + "From: "
                + (ofAlice ? a + ";tag=a" : b + ";tag=" + toTag)
                + "\n"
                + "To: "
                + (ofAlice ? b + (toTag.isEmpty() ? "" : ";tag=" + toTag) : a + ";tag=a")
                + "\n"
                + "Call-ID: "
                + callId
                + "\n"
                + "CSeq: "
                + cseq
                + " "
                + method
                + "\n"
                + "Contact: <sip:alice@192.0.2.10:5060>\n"
                + body(sdp);
    }

    /// An answer to a request of Alice's in the call `c1`.
    static String answer(int status, String method, int cseq, String branch, String toTag) {
        return answer("c1", status, method, cseq, branch, toTag, "");
    }

    static String answer(
            String callId,
            int status,
            String method,
            int cseq,
            String branch,
            String toTag,
            String sdp) {
        return "SIP/2.0 "
                + status
                + " Reason of "
                + status
                + "\n"
                + "Via: SIP/2.0/UDP 192.0.2.10;branch=z9hG4bK"
                + branch
                + "\n"
                + "From: <sip:alice@192.0.2.10>;tag=a\n"
                + "To: <sip:bob@192.0.2.20>"
                + (toTag.isEmpty() ? "" : ";tag=" + toTag)
                + "\n"
                + "Call-ID: "
                + callId
                + "\n"
                + "CSeq: "
                + cseq
                + " "
                + method
                + "\n"
                + "Contact: <sip:bob@192.0.2.20:5060>\n"
                + "Server: Bob 1.0\n"
                + body(sdp);
    }

    private static String body(String sdp) {
        // lines end with CR LF on the wire: one octet more for each
        long length = sdp.length() + sdp.lines().count();
        return (sdp.isEmpty() ? "" : "Content-Type: application/sdp\n")
                + "Content-Length: "
                + (sdp.isEmpty() ? 0 : length)
                + "\n\n"
                + sdp;
    }

    static String sdp(String address, int port, String direction, String formats) {
        return "v=0\n"
                + "o=- 1 1 IN IP4 "
                + address
                + "\n"
                + "s=-\n"
                + "c=IN IP4 "
                + address
                + "\n"
                + "t=0 0\n"
                + "m=audio "
                + port
                + " RTP/AVP "
                + formats
                + "\n"
                + "a=rtpmap:101 telephone-event/8000\n"
                + "a="
                + direction
                + "\n";
    }

    /// Set-up, ACK and BYE by Bob, with media at 192.0.2.10:4000 and 192.0.2.20:40000.
    static Script wholeCall() {
        return new Script()
                .alice(
                        0,
                        request(
                                "c1",
                                "INVITE",
                                1,
                                "i",
                                true,
                                "",
                                sdp("192.0.2.10", 4000, "sendrecv", "8 0 101")))
                .bob(0.01, answer(100, "INVITE", 1, "i", ""))
                .bob(0.2, answer(180, "INVITE", 1, "i", "b"))
                .bob(
                        2,
                        answer(
                                "c1",
                                200,
                                "INVITE",
                                1,
                                "i",
                                "b",
                                sdp("192.0.2.20", 40000, "sendrecv", "8 101")))
                .alice(2.01, request("ACK", 1, "k", true, "b"))
                .bob(12, request("BYE", 1, "y", false, "b"));
    }
}
