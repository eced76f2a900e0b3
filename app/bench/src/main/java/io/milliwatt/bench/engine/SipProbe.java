package io.milliwatt.bench.engine;

import io.milliwatt.bench.network.HostAddresses;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The smallest SIP and RTP peer that proves an engine works: OPTIONS, and a call to `echo` with a
/// few packets. It keeps no state between two requests, and needs no SIP stack, so that a launch
/// pays for none. RFC 3261, sections 11 (OPTIONS), 13 (INVITE), 15 (BYE); RFC 3550, section 5.1.
///
/// Not safe for several threads.
public final class SipProbe implements AutoCloseable {
    /// The user part of its own address; an engine's list of calls shows it.
    static final String USER = "readiness";

    private static final int MAX_DATAGRAM = 65_535;
    private static final int RTP_HEADER = 12;
    private static final int PCMU_20_MILLIS = 160;
    private static final byte PCMU_SILENCE = (byte) 0xff;
    private static final Pattern TO = header("To|t");
    private static final Pattern CSEQ = header("CSeq");
    private static final Pattern CALL_ID = header("Call-ID|i");
    private static final Pattern CONTACT = header("Contact|m");
    private static final Pattern STATUS_LINE =
            Pattern.compile("^SIP/2\\.0 ([1-6]\\d\\d)(?: (.*))?$", Pattern.MULTILINE);
    private static final Pattern CONNECTION =
            Pattern.compile("^c=IN IP[46] (\\S+)", Pattern.MULTILINE);
    private static final Pattern AUDIO = Pattern.compile("^m=audio (\\d{1,5}) ", Pattern.MULTILINE);
    private static final Pattern ANGLE_URI = Pattern.compile("<([^>]+)>");

    private final InetSocketAddress engine;
    private final DatagramSocket sip;
    private final DatagramSocket rtp;
    private final String local;
    private final String callId;
    private final String fromTag = hex();

    /// @param engine where the engine answers SIP over UDP
    public SipProbe(InetSocketAddress engine) throws IOException {
        this.engine = engine;
        InetAddress from = HostAddresses.addressTowards(engine.getAddress());
        sip = new DatagramSocket(0, from);
        try {
            sip.connect(engine);
            rtp = new DatagramSocket(0, from);
        } catch (SocketException e) {
            sip.close();
            throw e;
        }
        local = literal(from) + ":" + sip.getLocalPort();
        callId = hex() + "@" + literal(from);
    }

    /// The address it sends from.
    public String localAddress() {
        return plain(sip.getLocalAddress());
    }

    /// A response.
    ///
    /// @param status 100..699
    /// @param text the whole message
    public record Response(int status, String text) {
        /// `486 Busy Here`
        public String words() {
            Matcher line = STATUS_LINE.matcher(text);
            return line.find() ? line.group(1) + " " + line.group(2).strip() : "" + status;
        }

        private String first(Pattern pattern) {
            Matcher matcher = pattern.matcher(text);
            return matcher.find() ? matcher.group(1).strip() : "";
        }
    }

    /// Sends OPTIONS once and waits for the final response; empty when none came in time, or nobody
    /// listens there yet.
    public Optional<Response> options(int number, int timeoutMillis) throws IOException {
        String uri = "sip:" + hostPort();
        return transaction(
                request("OPTIONS", uri, "<" + uri + ">", number, ""), number, timeoutMillis);
    }

    /// Calls a test number: sends INVITE, and again while there is no answer, until the final
    /// response, which is acknowledged. When none comes, the call is cancelled.
    ///
    /// @param testNumber user part of the URI; empty for none
    /// @return the final response; empty when none came in time
    public Optional<Response> invite(String testNumber, int timeoutMillis) throws IOException {
        String uri = "sip:" + (testNumber.isEmpty() ? "" : testNumber + "@") + hostPort();
        String offer = offer();
        String invite = request("INVITE", uri, "<" + uri + ">", INVITE_NUMBER, offer);
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
        Optional<Response> answer = Optional.empty();
        for (int wait = 100; answer.isEmpty() && System.nanoTime() < deadline; wait *= 2) {
            answer = transaction(invite, INVITE_NUMBER, wait);
        }
        if (answer.isEmpty()) {
            send(sameTransaction(invite, "CANCEL", ""));
        } else if (answer.get().status() < 300) {
            send(dialogRequest("ACK", answer.get(), INVITE_NUMBER));
        } else {
            send(sameTransaction(invite, "ACK", answer.get().first(TO)));
        }
        return answer;
    }

    /// A request of the transaction of the INVITE: the same in all but method and To. RFC 3261,
    /// sections 9.1 (CANCEL) and 17.1.1.3 (ACK of a refusal).
    private static String sameTransaction(String invite, String method, String to) {
        String head = invite.substring(0, invite.indexOf("\r\n\r\n"));
        String changed =
                head.replaceFirst("^INVITE", method)
                        .replaceFirst("(?m)^(CSeq: \\d+) INVITE", "$1 " + method)
                        .replaceFirst("(?m)^Content-Type: .*\r\n", "")
                        .replaceFirst("(?m)^Content-Length: .*$", "Content-Length: 0");
        return (to.isEmpty()
                        ? changed
                        : changed.replaceFirst(
                                "(?m)^To: .*$", Matcher.quoteReplacement("To: " + to)))
                + "\r\n\r\n";
    }

    /// What it offers: PCMU at its own address.
    public String offer() {
        String family = rtp.getLocalAddress() instanceof Inet6Address ? "IP6" : "IP4";
        String address = plain(rtp.getLocalAddress());
        return "v=0\r\no=- 1 1 IN %s %s\r\ns=-\r\nc=IN %s %s\r\nt=0 0\r\n"
                        .formatted(family, address, family, address)
                + "m=audio %d RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n".formatted(rtp.getLocalPort());
    }

    /// Sends a packet of silence every 5 ms to the engine, at the port in the answer, until some
    /// come back.
    ///
    /// @param answer the 2xx to INVITE
    /// @param wanted how many must come back
    /// @return how many came back
    public int echo(Response answer, int wanted, int timeoutMillis) throws IOException {
        // the engine may advertise the address of a NAT, which does not lead back in here
        var media = new InetSocketAddress(engine.getAddress(), mediaAddress(answer).getPort());
        int ssrc = ThreadLocalRandom.current().nextInt();
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
        var received = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
        rtp.setSoTimeout(5);
        int back = 0;
        for (int sequence = 0; back < wanted && System.nanoTime() < deadline; sequence++) {
            ByteBuffer packet = ByteBuffer.allocate(RTP_HEADER + PCMU_20_MILLIS);
            packet.put((byte) 0x80).put((byte) 0).putShort((short) sequence);
            packet.putInt(sequence * PCMU_20_MILLIS).putInt(ssrc);
            while (packet.hasRemaining()) {
                packet.put(PCMU_SILENCE);
            }
            try {
                rtp.send(new DatagramPacket(packet.array(), packet.capacity(), media));
                rtp.receive(received);
                boolean isRtp =
                        received.getLength() == RTP_HEADER + PCMU_20_MILLIS
                                && (received.getData()[received.getOffset()] & 0xc0) == 0x80;
                back += isRtp && received.getAddress().equals(media.getAddress()) ? 1 : 0;
            } catch (SocketTimeoutException | PortUnreachableException _) {
                // the next packet
            }
        }
        return back;
    }

    /// Ends the call.
    ///
    /// @return the final response; empty when none came in time
    public Optional<Response> bye(Response answer, int timeoutMillis) throws IOException {
        return transaction(
                dialogRequest("BYE", answer, INVITE_NUMBER + 1), INVITE_NUMBER + 1, timeoutMillis);
    }

    /// Where the answer wants its media.
    static InetSocketAddress mediaAddress(Response answer) throws IOException {
        String address = answer.first(CONNECTION);
        String port = answer.first(AUDIO);
        if (address.isEmpty() || port.isEmpty() || port.equals("0")) {
            throw new IOException("the answer to INVITE has no audio stream");
        }
        try {
            return new InetSocketAddress(InetAddress.ofLiteral(address), Integer.parseInt(port));
        } catch (IllegalArgumentException e) {
            throw new IOException("the answer to INVITE wants media at " + address + ":" + port, e);
        }
    }

    private static final int INVITE_NUMBER = 100;

    private String request(String method, String uri, String to, int number, String body) {
        return method
                + " "
                + uri
                + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP "
                + local
                + ";branch=z9hG4bK"
                + hex()
                + ";rport\r\n"
                + "Max-Forwards: 70\r\n"
                + "From: <sip:"
                + USER
                + "@"
                + local
                + ">;tag="
                + fromTag
                + "\r\n"
                + "To: "
                + to
                + "\r\n"
                + "Call-ID: "
                + callId
                + "\r\n"
                + "CSeq: "
                + number
                + " "
                + method
                + "\r\n"
                + "Contact: <sip:"
                + USER
                + "@"
                + local
                + ">\r\n"
                + "User-Agent: Milliwatt-readiness\r\n"
                + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body;
    }

    private String dialogRequest(String method, Response answer, int number) {
        Matcher contact = ANGLE_URI.matcher(answer.first(CONTACT));
        String target = contact.find() ? contact.group(1) : "sip:" + hostPort();
        return request(method, target, answer.first(TO), number, "");
    }

    private Optional<Response> transaction(String request, int number, int timeoutMillis)
            throws IOException {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000L;
        try {
            send(request);
            var packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
            while (true) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return Optional.empty();
                }
                sip.setSoTimeout((int) left);
                sip.receive(packet);
                String text =
                        new String(
                                packet.getData(),
                                packet.getOffset(),
                                packet.getLength(),
                                StandardCharsets.UTF_8);
                Matcher line = STATUS_LINE.matcher(text);
                if (line.lookingAt()) {
                    var response = new Response(Integer.parseInt(line.group(1)), text);
                    if (response.status() >= 200
                            && response.first(CALL_ID).equals(callId)
                            && response.first(CSEQ).startsWith(number + " ")) {
                        return Optional.of(response);
                    }
                }
            }
        } catch (SocketTimeoutException | PortUnreachableException _) {
            return Optional.empty();
        }
    }

    private void send(String request) throws IOException {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        sip.send(new DatagramPacket(bytes, bytes.length, engine));
    }

    private String hostPort() {
        return literal(engine.getAddress()) + ":" + engine.getPort();
    }

    /// An address as it stands in a URI: IPv6 in brackets.
    private static String literal(InetAddress address) {
        return address instanceof Inet6Address ? "[" + plain(address) + "]" : plain(address);
    }

    private static String plain(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }

    private static Pattern header(String names) {
        return Pattern.compile(
                "^(?:" + names + ")\\s*:\\s*(.+)$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    }

    private static String hex() {
        return Long.toHexString(ThreadLocalRandom.current().nextLong());
    }

    @Override
    public void close() {
        sip.close();
        rtp.close();
    }
}
