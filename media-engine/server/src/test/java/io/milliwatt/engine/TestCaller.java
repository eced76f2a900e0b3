package io.milliwatt.engine;

import io.milliwatt.protocol.rtp.RtpView;
import io.milliwatt.sip.EndReason;
import io.milliwatt.sip.OutgoingCall;
import io.milliwatt.sip.Referral;
import io.milliwatt.sip.ReofferReply;
import io.milliwatt.sip.Replaces;
import io.milliwatt.sip.SipCall;
import io.milliwatt.sip.SipCallListener;
import io.milliwatt.sip.SipEndpoint;
import io.milliwatt.sip.SipEndpointListener;
import io.milliwatt.sip.SipMessage;
import io.milliwatt.sip.SipStackConfig;
import io.milliwatt.sip.SipUri;
import io.milliwatt.sip.TransferProgress;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A caller for tests: SIP by the endpoint, RTP by plain sockets, every packet made by hand.
final class TestCaller implements AutoCloseable, SipCallListener {
    static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    final DatagramSocket rtp;
    final List<SipMessage> messages = new CopyOnWriteArrayList<>();
    final List<String> reoffers = new CopyOnWriteArrayList<>();
    final List<TransferProgress> transfers = new CopyOnWriteArrayList<>();
    private final InetAddress address;
    private final SipEndpoint endpoint;
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final CompletableFuture<String> provisional = new CompletableFuture<>();
    private final CompletableFuture<EndReason> end = new CompletableFuture<>();
    private volatile CompletableFuture<String> reanswer = new CompletableFuture<>();
    private Optional<SipCall> call = Optional.empty();

    TestCaller() throws Exception {
        this(LOOPBACK);
    }

    /// @param address of the caller, for SIP and RTP
    TestCaller(InetAddress address) throws Exception {
        this.address = address;
        rtp = new DatagramSocket(0, address);
        endpoint =
                SipEndpoint.start(
                        SipStackConfig.on(address, 0, "test-caller"),
                        SipEndpointListener.REFUSE,
                        messages::add);
        rtp.setSoTimeout(2_000);
    }

    int sipPort() {
        return endpoint.localPort();
    }

    void dial(String uri, String offer) throws Exception {
        dial(uri, offer, SipEndpoint.newCallId());
    }

    void dial(String uri, String offer, String callId) throws Exception {
        var wanted = OutgoingCall.to(SipUri.parse(uri), "tester", offer);
        call = Optional.of(endpoint.call(wanted, this, callId));
    }

    /// Calls in place of another call.
    void dialReplacing(String uri, String offer, Replaces replaces) throws Exception {
        var origin = new OutgoingCall.Origin(Optional.of(replaces), Optional.empty());
        var wanted = OutgoingCall.to(SipUri.parse(uri), "tester", offer).withOrigin(origin);
        call = Optional.of(endpoint.call(wanted, this, SipEndpoint.newCallId()));
    }

    /// What names the call at its far end.
    Optional<Replaces> dialogId() {
        return call.orElseThrow().dialogId();
    }

    void refer(Referral referral) {
        call.orElseThrow().refer(referral);
    }

    @Override
    public void transferProgress(SipCall referring, TransferProgress progress) {
        transfers.add(progress);
    }

    String offer(String direction) {
        String host =
                (address instanceof Inet6Address ? "IP6 " : "IP4 ") + address.getHostAddress();
        return "v=0\r\no=- 1 1 IN "
                + host
                + "\r\ns=-\r\nc=IN "
                + host
                + "\r\nt=0 0\r\n"
                + "m=audio "
                + rtp.getLocalPort()
                + " RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na="
                + direction
                + "\r\n";
    }

    /// The SDP of the first provisional response after 100; empty when it has none.
    String provisional() throws Exception {
        return provisional.get(5, TimeUnit.SECONDS);
    }

    /// The answer's SDP.
    String answer() throws Exception {
        return answer.get(5, TimeUnit.SECONDS);
    }

    EndReason end() throws Exception {
        return end.get(5, TimeUnit.SECONDS);
    }

    void hangUp() {
        call.orElseThrow().hangUp();
    }

    /// Sends a re-INVITE and waits for its answer.
    String reoffer(String sdp) throws Exception {
        reanswer = new CompletableFuture<>();
        call.orElseThrow().reoffer(sdp);
        return reanswer.get(5, TimeUnit.SECONDS);
    }

    static int port(String sdp) {
        int at = sdp.indexOf("m=audio ") + "m=audio ".length();
        return Integer.parseInt(sdp.substring(at, sdp.indexOf(' ', at)));
    }

    static byte[] rtpPacket(
            int payloadType, int sequence, long timestamp, int ssrc, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequence)
                .putInt((int) timestamp)
                .putInt(ssrc)
                .put(payload)
                .array();
    }

    void send(byte[] packet, int port) throws Exception {
        rtp.send(new DatagramPacket(packet, packet.length, address, port));
    }

    /// The next RTP packet; empty when none comes in time.
    static Optional<RtpView> receive(DatagramSocket socket) throws Exception {
        var packet = new DatagramPacket(new byte[2_048], 2_048);
        try {
            while (true) {
                socket.receive(packet);
                var view = new RtpView();
                boolean isRtcp =
                        (packet.getData()[1] & 0xff) >= 192 && (packet.getData()[1] & 0xff) <= 223;
                if (!isRtcp
                        && view.wrap(ByteBuffer.wrap(packet.getData(), 0, packet.getLength()))
                                == null) {
                    return Optional.of(view);
                }
            }
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
    }

    @Override
    public void provisional(SipCall ringing, int status, String reason, Optional<String> sdp) {
        if (status > 100) {
            provisional.complete(sdp.orElse(""));
        }
    }

    @Override
    public void answered(SipCall answeredCall, String sdp) {
        answer.complete(sdp);
    }

    @Override
    public void reofferAnswered(SipCall answeredCall, String sdp) {
        reanswer.complete(sdp);
    }

    /// Offers of the engine in the call, answered with [#offer(String)].
    @Override
    public ReofferReply reoffered(SipCall answeredCall, Optional<String> offer) {
        reoffers.add(offer.orElse(""));
        return new ReofferReply.Accept(
                offer("sendrecv").replace("o=- 1 1", "o=- 1 " + (1 + reoffers.size())));
    }

    @Override
    public void ended(SipCall endedCall, EndReason reason) {
        end.complete(reason);
    }

    @Override
    public void close() {
        endpoint.close();
        rtp.close();
    }
}
