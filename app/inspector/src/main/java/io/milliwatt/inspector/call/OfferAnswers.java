package io.milliwatt.inspector.call;

import io.milliwatt.inspector.call.OfferAnswer.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which session description is an offer and which answers it: RFC 3264, in INVITE, ACK, 1xx and
/// 2xx (RFC 3261, section 13.2.1), PRACK (RFC 3262, section 5) and UPDATE (RFC 3311, section 5). A
/// function of the messages.
final class OfferAnswers {
    private static final int UNAUTHORIZED = 401;
    private static final int PROXY_AUTHENTICATION = 407;

    private final List<CallMessage> messages;
    private final Map<String, Open> exchanges = new LinkedHashMap<>();

    private static final class Open {
        final CallMessage offer;
        final SdpBody body;
        String dialog = "";
        Outcome outcome = Outcome.OPEN;
        int answeredBy = -1;
        @Nullable SdpBody answer;
        final List<String> notes = new ArrayList<>();

        Open(CallMessage offer, SdpBody body) {
            this.offer = offer;
            this.body = body;
        }

        boolean byResponse() {
            return !offer.head().isRequest();
        }
    }

    private OfferAnswers(List<CallMessage> messages) {
        this.messages = messages;
    }

    static List<OfferAnswer> of(List<CallMessage> messages) {
        return new OfferAnswers(messages).read();
    }

    private List<OfferAnswer> read() {
        for (CallMessage message : messages) {
            if (message.links().isRepetition()) {
                continue;
            }
            if (message.head().isRequest()) {
                message.sdp().ifPresent(body -> onRequest(message, body));
            } else {
                onResponse(message);
            }
        }
        var read = new ArrayList<OfferAnswer>();
        for (Open open : exchanges.values()) {
            Optional<OfferAnswer> before =
                    read.reversed().stream()
                            .filter(one -> one.outcome() == Outcome.ANSWERED)
                            .filter(one -> one.dialog().equals(open.dialog))
                            .findFirst();
            OfferAnswer bare = exchange(open, List.of());
            var changes = new ArrayList<String>(open.notes);
            changes.addAll(MediaChanges.between(before, bare));
            read.add(exchange(open, changes));
        }
        return read;
    }

    private static OfferAnswer exchange(Open open, List<String> changes) {
        return new OfferAnswer(
                open.offer.head().from(),
                open.outcome,
                open.offer.index(),
                open.answeredBy,
                open.dialog,
                open.body,
                Optional.ofNullable(open.answer),
                changes);
    }

    private void onRequest(CallMessage message, SdpBody body) {
        MessageHead head = message.head();
        if (head.method().equals("ACK") || head.method().equals("PRACK")) {
            Optional<Open> waiting = offeredByResponse(head.from());
            if (waiting.isPresent()) {
                answer(waiting.get(), message, body);
                return;
            }
        }
        boolean offers =
                switch (head.method()) {
                    case "INVITE", "UPDATE", "PRACK" -> true;
                    default -> false; // an ACK without an offer before, MESSAGE ...
                };
        if (!offers) {
            return;
        }
        Open known = exchanges.putIfAbsent(key(head), new Open(message, body));
        if (known != null && !known.body.text().equals(body.text())) {
            known.notes.add(
                    "the offer was rewritten on the way: message "
                            + (message.index() + 1)
                            + " has another description");
        }
    }

    private static String key(MessageHead request) {
        return request.from() + " " + request.method() + " " + request.cseq();
    }

    private Optional<Open> offeredByResponse(Side answerer) {
        return exchanges.values().stream()
                .filter(open -> open.byResponse() && open.outcome == Outcome.OPEN)
                .filter(open -> open.offer.head().from() != answerer)
                .findFirst();
    }

    private void onResponse(CallMessage message) {
        MessageHead head = message.head();
        Side asker = head.from().other();
        String key = asker + " " + head.method() + " " + head.cseq();
        Open open = exchanges.get(key);
        if (head.status() >= 300) {
            onError(message, key, open);
            return;
        }
        if (message.sdp().isEmpty() || head.status() <= 100) {
            return;
        }
        SdpBody body = message.sdp().get();
        if (open == null) {
            if (head.method().equals("INVITE") || head.method().equals("PRACK")) {
                exchanges.putIfAbsent(key + " of " + head.toTag(), new Open(message, body));
            }
            return;
        }
        if (open.outcome == Outcome.OPEN) {
            answer(open, message, body);
        } else if (open.dialog.equals(head.toTag())) {
            noteAnotherAnswer(open, message, body);
        } else {
            onFork(open, key + " of " + head.toTag(), message, body);
        }
    }

    private static void noteAnotherAnswer(Open open, CallMessage message, SdpBody body) {
        if (open.answer != null && !open.answer.text().equals(body.text())) {
            open.notes.add(
                    "message "
                            + (message.index() + 1)
                            + " has another answer than message "
                            + (open.answeredBy + 1));
            if (message.head().status() >= 200) {
                answer(open, message, body); // the final one holds
            }
        }
    }

    /// Another end answers the same offer.
    private void onFork(Open open, String key, CallMessage message, SdpBody body) {
        Open fork = exchanges.computeIfAbsent(key, _ -> new Open(open.offer, open.body));
        if (fork.outcome == Outcome.OPEN) {
            answer(fork, message, body);
        } else {
            noteAnotherAnswer(fork, message, body);
        }
    }

    private void onError(CallMessage message, String key, @Nullable Open open) {
        if (open == null || open.outcome != Outcome.OPEN) {
            return;
        }
        int status = message.head().status();
        if (status == UNAUTHORIZED || status == PROXY_AUTHENTICATION) {
            exchanges.remove(key); // the same offer comes again with credentials
            return;
        }
        open.outcome = Outcome.REFUSED;
        open.answeredBy = message.index();
        open.dialog = message.head().toTag();
        open.notes.add("refused: " + message.head().startLine().replaceFirst("^\\S+ ", ""));
    }

    private static void answer(Open open, CallMessage message, SdpBody body) {
        open.outcome = Outcome.ANSWERED;
        open.answeredBy = message.index();
        open.answer = body;
        open.dialog = message.head().toTag();
    }
}
