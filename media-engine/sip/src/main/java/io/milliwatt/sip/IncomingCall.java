package io.milliwatt.sip;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/// An INVITE that waits for an answer. The answering methods do not block; the second final answer
/// is ignored.
public interface IncomingCall {
    String callId();

    /// URI of the From header.
    String fromUri();

    /// URI of the To header.
    String toUri();

    /// User part of the Request-URI: what was dialled; empty when it has none.
    String dialled();

    /// The offer; empty when the far end wants us to offer (delayed offer).
    Optional<String> offerSdp();

    /// Where the request came from, as seen on the socket.
    InetSocketAddress remoteAddress();

    SipTransport transport();

    /// The call this INVITE makes; the same object the listener sees.
    SipCall call();

    /// The call that this one is to replace (RFC 3891), because somebody transfers it; when this
    /// one is accepted, that one is hung up.
    Optional<SipCall> replaces();

    /// 180 Ringing.
    void ring();

    /// 183 Session Progress with the SDP answer: early media.
    void progress(String sdp);

    /// 200 OK with the SDP answer (or our offer, when there was none). Repeated by the stack until
    /// the ACK comes.
    SipCall accept(String sdp);

    /// Refuses the call.
    ///
    /// @param status 300..699
    /// @param headers additional headers, such as `Retry-After` or `Warning`
    void reject(int status, String reason, Map<String, String> headers);
}
