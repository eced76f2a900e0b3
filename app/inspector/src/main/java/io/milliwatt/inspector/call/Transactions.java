package io.milliwatt.inspector.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// The transactions of a call while its messages are read.
final class Transactions {
    private final Map<String, Building> byKey = new LinkedHashMap<>();
    private final List<Building> all = new ArrayList<>();

    private static final class Building {
        final String method;
        final int index;
        final List<Integer> messages = new ArrayList<>();
        int retransmissions;

        Building(String method, int index) {
            this.method = method;
            this.index = index;
        }
    }

    /// @return index of the transaction
    int add(Heard message, int index) {
        Building building =
                byKey.computeIfAbsent(
                        message.transactionKey(),
                        _ -> {
                            var begun = new Building(message.head().method(), all.size());
                            all.add(begun);
                            return begun;
                        });
        building.messages.add(index);
        return building.index;
    }

    void retransmitted(int transaction) {
        all.get(transaction).retransmissions++;
    }

    List<SipTransaction> all(List<CallMessage> messages) {
        return all.stream().map(one -> read(one, messages)).toList();
    }

    private static SipTransaction read(Building building, List<CallMessage> messages) {
        OptionalLong begun = OptionalLong.empty();
        OptionalLong ended = OptionalLong.empty();
        int status = 0;
        long cseq = -1;
        for (int index : building.messages) {
            CallMessage message = messages.get(index);
            MessageHead head = message.head();
            cseq = Math.max(cseq, head.cseq());
            if (head.isRequest() && begun.isEmpty()) {
                begun = OptionalLong.of(message.timeNanos());
            }
            if (!head.isRequest() && status < 200) {
                status = head.status();
                if (status >= 200) {
                    ended = OptionalLong.of(message.timeNanos());
                }
            }
        }
        OptionalDouble millis = Spans.millis(begun, ended);
        return new SipTransaction(
                building.method, cseq, status, building.messages, building.retransmissions, millis);
    }
}
