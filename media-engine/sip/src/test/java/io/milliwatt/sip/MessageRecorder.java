package io.milliwatt.sip;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Keeps all messages of an endpoint.
final class MessageRecorder implements SipTap {
    final List<SipMessage> messages = new CopyOnWriteArrayList<>();

    @Override
    public void message(SipMessage message) {
        messages.add(message);
    }

    /// Start lines in order of time, such as `> INVITE` for sent and `< 200` for received.
    List<String> ladder() {
        return messages.stream()
                .sorted(java.util.Comparator.comparingLong(SipMessage::nanos))
                .map(m ->
                        (m.direction() == SipMessage.Direction.SENT ? "> " : "< ")
                                + m.startLine().replaceFirst("^SIP/2.0 ", "").split(" ")[0])
                .toList();
    }
}
