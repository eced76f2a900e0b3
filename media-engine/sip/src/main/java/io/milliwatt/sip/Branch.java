package io.milliwatt.sip;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.sip.Dialog;
import javax.sip.message.Message;

/// One dialog of a call. An outgoing call may have several until it is answered (forking, RFC 3261,
/// section 13.2.2.4), each with its own offer and answer. Used only in the mailbox of its call.
final class Branch {
    private final Dialog dialog;
    private SdpExchange exchange;
    private String localSdp;
    private Optional<String> answer = Optional.empty();
    private long rseq = -1;
    private Set<String> allowed = Set.of();
    private Set<String> supported = Set.of();

    /// @param localSdp our offer, if we made one; else empty text
    Branch(Dialog dialog, SdpExchange exchange, String localSdp) {
        this.dialog = dialog;
        this.exchange = exchange;
        this.localSdp = localSdp;
    }

    Dialog dialog() {
        return dialog;
    }

    SdpExchange exchange() {
        return exchange;
    }

    void step(SdpExchange.Event event) {
        exchange = exchange.step(event);
    }

    /// We sent an offer or an answer.
    void sent(SdpExchange.Event event, String sdp) {
        step(event);
        localSdp = sdp;
    }

    /// They answered our newest offer.
    void answered(String sdp) {
        step(SdpExchange.Event.ANSWER_RECEIVED);
        answer = Optional.of(sdp);
    }

    /// They offered, so what they answered before is history.
    void offered() {
        step(SdpExchange.Event.OFFER_RECEIVED);
        answer = Optional.empty();
    }

    /// The newest SDP of ours; empty text before the first.
    String localSdp() {
        return localSdp;
    }

    /// Their answer to our newest offer.
    Optional<String> answer() {
        return answer;
    }

    /// Takes a reliable response, RFC 3262, section 4.
    ///
    /// @return whether it is the next one; not when it is repeated, or one before it is missing
    boolean takeInOrder(long number) {
        if (rseq >= 0 && number != rseq + 1) {
            return false;
        }
        rseq = number;
        return true;
    }

    /// Takes note of what the far end says it can do.
    void learn(Message message) {
        Wire.headerOf(message, "Allow").ifPresent(value -> allowed = names(value));
        Wire.headerOf(message, "Supported").ifPresent(value -> supported = names(value));
    }

    private static Set<String> names(String list) {
        Set<String> names = new TreeSet<>();
        for (String name : list.split(",")) {
            names.add(name.strip().toLowerCase(Locale.ROOT));
        }
        return names;
    }

    boolean allows(String method) {
        return allowed.contains(method.toLowerCase(Locale.ROOT));
    }

    boolean supports(String optionTag) {
        return supported.contains(optionTag);
    }
}
