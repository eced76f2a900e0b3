package io.milliwatt.inspector.sip;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One SIP message as it was captured, RFC 3261, section 7.
///
/// @param headers in their order
/// @param body as it came, with keys; [#shownText()] is for people
/// @param text the whole message as it came
/// @param problems what is wrong with it, sentences without full stop
public record SipMessage(
        StartLine startLine,
        List<SipHeader> headers,
        String body,
        String text,
        List<String> problems) {
    public SipMessage {
        headers = List.copyOf(headers);
        problems = List.copyOf(problems);
    }

    /// The whole message without secrets, lines as they came.
    public String shownText() {
        return ShownText.masked(text);
    }

    public boolean isRequest() {
        return startLine instanceof StartLine.Request;
    }

    /// The method of a request, or of the request that a response answers; empty when nothing says.
    public String method() {
        return switch (startLine) {
            case StartLine.Request request -> request.method();
            case StartLine.Status _ -> cseq().map(CSeq::method).orElse("");
        };
    }

    /// The status of a response; 0 for a request.
    public int status() {
        return startLine instanceof StartLine.Status(int code, String _, String _) ? code : 0;
    }

    /// The value of the first header of that name; empty when there is none.
    public String header(String name) {
        for (SipHeader header : headers) {
            if (header.is(name)) {
                return header.value();
            }
        }
        return "";
    }

    /// All values of a header, also those with commas between.
    public List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.is(name))
                .flatMap(header ->
                        HeaderNames.isList(name)
                                ? HeaderText.split(header.value(), ',').stream()
                                : Stream.of(header.value()))
                .toList();
    }

    public String callId() {
        return header("Call-ID");
    }

    public NameAddress from() {
        return NameAddress.of(header("From"));
    }

    public NameAddress to() {
        return NameAddress.of(header("To"));
    }

    /// The first Contact; empty when there is none.
    public Optional<NameAddress> contact() {
        return values("Contact").stream().findFirst().map(NameAddress::of);
    }

    /// Who is to be called instead, RFC 3515, section 2.1; empty when there is no Refer-To.
    public Optional<NameAddress> referTo() {
        String value = header("Refer-To");
        return value.isEmpty() ? Optional.empty() : Optional.of(NameAddress.of(value));
    }

    public Optional<CSeq> cseq() {
        return CSeq.of(header("CSeq"));
    }

    /// The topmost Via: who sent a request, or to whom a response goes.
    public Via via() {
        return values("Via").stream().findFirst().map(Via::of).orElse(Via.NONE);
    }

    /// Which transaction it belongs to: RFC 3261, section 17.2.3. By the branch where it is unique,
    /// else by what RFC 2543 compared. Equal texts = one transaction. The ACK of an error repeats
    /// the branch of its INVITE and is part of it; that of a success has one of its own.
    public String transactionKey() {
        Via via = via();
        String method = method().equals("ACK") ? "INVITE" : method();
        if (via.isUnique()) {
            return via.branch() + " " + via.sentBy().toLowerCase(Locale.ROOT) + " " + method;
        }
        return callId()
                + " "
                + from().tag()
                + " "
                + cseq().map(CSeq::number).orElse(-1L)
                + " "
                + via.sentBy().toLowerCase(Locale.ROOT)
                + " "
                + method;
    }

    /// The session description in it, with keys; empty when there is none.
    public Optional<String> sdp() {
        return SdpBodies.of(header("Content-Type"), body);
    }

    @Override
    public String toString() {
        return startLine.text();
    }
}
