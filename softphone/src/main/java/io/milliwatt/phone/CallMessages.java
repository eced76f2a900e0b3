package io.milliwatt.phone;

import io.milliwatt.sip.SipMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The SIP messages of one call, bounded.
final class CallMessages {
    private static final int MAX_MESSAGES = 1000;

    private final List<SipMessage> messages = new ArrayList<>();

    private synchronized void add(SipMessage message) {
        if (messages.size() < MAX_MESSAGES) {
            messages.add(message);
        }
    }

    /// In order of time; a message is noted after it was sent, so its answer may be noted first.
    synchronized List<SipMessage> inOrder() {
        return messages.stream().sorted(Comparator.comparingLong(SipMessage::nanos)).toList();
    }

    /// Sorts messages by Call-ID. A message may come before its call is known, so the newest
    /// [#MAX_CALLS] Call-IDs are kept; a call keeps its own.
    static final class Store {
        private static final int MAX_CALLS = 200;

        private final Map<String, CallMessages> calls =
                new LinkedHashMap<>() {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, CallMessages> eldest) {
                        return size() > MAX_CALLS;
                    }
                };

        synchronized CallMessages of(String callId) {
            return calls.computeIfAbsent(callId, _ -> new CallMessages());
        }

        void add(SipMessage message) {
            of(message.callId()).add(message);
        }
    }
}
