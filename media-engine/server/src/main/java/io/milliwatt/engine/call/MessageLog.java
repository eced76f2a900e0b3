package io.milliwatt.engine.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// The newest SIP messages, bounded by number and size: older ones make room.
public final class MessageLog {
    private static final int MAX_MESSAGES = 1_000;
    private static final int MAX_CHARACTERS = 4_000_000;

    private final Deque<MessageView> messages = new ArrayDeque<>();
    private long characters;

    public synchronized void add(MessageView message) {
        messages.add(message);
        characters += message.text().length();
        while (messages.size() > MAX_MESSAGES || characters > MAX_CHARACTERS) {
            characters -= messages.remove().text().length();
        }
    }

    /// Oldest first.
    public synchronized List<MessageView> all() {
        return List.copyOf(messages);
    }

    /// Those of one call, oldest first.
    public synchronized List<MessageView> ofCall(String callId) {
        var found = new ArrayList<MessageView>();
        for (MessageView message : messages) {
            if (message.callId().equals(callId)) {
                found.add(message);
            }
        }
        return found;
    }
}
