package io.milliwatt.sip;

import gov.nist.core.ServerLogger;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.SIPEventInterceptor;
import io.milliwatt.protocol.sdp.MediaKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;
import javax.sip.SipStack;
import javax.sip.message.Message;
import org.jspecify.annotations.Nullable;

/// JAIN-SIP's hook for every message sent and received; passes them to the tap of its endpoint.
/// Made by JAIN-SIP by name, one per stack, and attached afterwards. The stack forgets this hook
/// for responses received over a stream; these come by its event interceptor.
public final class MessageLog implements ServerLogger, SIPEventInterceptor {
    private volatile SipTap tap = SipTap.NONE;
    private volatile StackCounters counters = new StackCounters();

    /// When the current thread began to send; the stack calls this hook only after the message has
    /// left, when its answer may be logged already. 0 = not sending.
    private final ThreadLocal<long[]> sending = ThreadLocal.withInitial(() -> new long[1]);

    /// The bytes of a received message, left by [CountingParser].
    ///
    /// @param complete false when the body follows separately (stream transports)
    /// @param channel where it came in
    record Received(byte[] bytes, boolean complete, MessageChannel channel) {}

    /// Called by JAIN-SIP.
    public MessageLog() {}

    void attach(SipTap endpointTap, StackCounters endpointCounters) {
        tap = endpointTap;
        counters = endpointCounters;
    }

    /// To be called by the thread that is about to send its own message.
    void aboutToSend() {
        if (tap != SipTap.NONE) {
            sending.get()[0] = System.nanoTime();
        }
    }

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sent, long millis) {
        (sent ? counters.sent : counters.received).increment();
        SipTap seeing = tap;
        if (seeing == SipTap.NONE) {
            return;
        }
        if (sent) {
            seeing.message(sent(message, from, to));
        } else {
            String remote =
                    address(
                            message.getPeerPacketSourceAddress().getHostAddress(),
                            message.getPeerPacketSourcePort());
            seeing.message(received(message, to, remote));
        }
    }

    @Override
    public void beforeMessage(Message message) {
        if (message instanceof SIPResponse response
                && response.getApplicationData() instanceof Received raw
                && !raw.complete()) {
            counters.received.increment();
            SipTap seeing = tap;
            if (seeing != SipTap.NONE) {
                MessageChannel channel = raw.channel();
                seeing.message(
                        received(
                                response,
                                address(channel.getHost(), channel.getPort()),
                                channel.getPeerHostPort().toString()));
            }
        }
    }

    @Override
    public void afterMessage(Message message) {}

    @Override
    public void init(SipStack stack) {}

    @Override
    public void destroy() {}

    private static String address(String host, int port) {
        return (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host)
                + ":"
                + port;
    }

    private SipMessage sent(SIPMessage message, String from, String to) {
        long now = System.nanoTime();
        long[] begun = sending.get();
        long nanos = begun[0] == 0 ? now : begun[0];
        begun[0] = 0;
        return message(message, now, nanos, SipMessage.Direction.SENT, from, to, message.encode());
    }

    private static SipMessage received(SIPMessage message, String local, String remote) {
        long now = System.nanoTime();
        String text;
        if (message.getApplicationData() instanceof Received raw) {
            text = new String(raw.bytes(), StandardCharsets.UTF_8);
            byte @Nullable [] body = raw.complete() ? null : message.getRawContent();
            if (body != null) {
                text += new String(body, StandardCharsets.UTF_8);
            }
        } else {
            text = message.encode();
        }
        message.setApplicationData(null);
        return message(message, now, now, SipMessage.Direction.RECEIVED, local, remote, text);
    }

    private static SipMessage message(
            SIPMessage message,
            long now,
            long nanos,
            SipMessage.Direction direction,
            String local,
            String remote,
            String text) {
        String via =
                message.getTopmostVia() == null ? "UDP" : message.getTopmostVia().getTransport();
        String shown = MediaKeys.masked(text);
        return new SipMessage(
                Instant.now().minusNanos(now - nanos),
                nanos,
                direction,
                SipTransport.of(via).orElse(SipTransport.UDP),
                local,
                remote,
                message.getFirstLine().strip(),
                message.getCallId() == null ? "" : message.getCallId().getCallId(),
                message.getCSeq() == null
                        ? ""
                        : message.getCSeq().getSeqNumber() + " " + message.getCSeq().getMethod(),
                shown.length() > SipMessage.MAX_TEXT
                        ? shown.substring(0, SipMessage.MAX_TEXT)
                        : shown);
    }

    @Override
    public void logMessage(
            SIPMessage message, String from, String to, String status, boolean sent, long millis) {
        // how the stack fared with a response it was already shown
    }

    @Override
    public void logMessage(
            SIPMessage message, String from, String to, String status, boolean sent) {
        // as above
    }

    @Override
    public void logException(Exception thrown) {}

    @Override
    public void closeLogFile() {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public void setSipStack(SipStack stack) {}
}
