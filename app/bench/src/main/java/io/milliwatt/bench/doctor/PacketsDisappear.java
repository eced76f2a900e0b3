package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
import io.milliwatt.bench.record.StreamRecord;
import io.milliwatt.bench.record.Tap;
import java.util.Optional;

/// R18: packets leave one tap and none reach the next: says between which two.
final class PacketsDisappear implements Rule {
    @Override
    public String id() {
        return "R18";
    }

    @Override
    public Optional<Finding> examine(CallEvidence evidence) {
        if (!evidence.unheard()) {
            return onlyHeard(evidence);
        }
        long sent = evidence.packets(Tap.PHONE_OUT);
        String to = askedOf(evidence);
        if (!evidence.hasEngineTaps()) {
            return evidence.media().atServer().isPresent()
                    ? watched(evidence, evidence.media().atServer().get(), sent, to)
                    : unwatched(evidence, sent, to);
        }
        long engineIn = evidence.packets(Tap.ENGINE_IN);
        long engineOut = evidence.packets(Tap.ENGINE_OUT);
        if (engineIn == 0 && evidence.echoExpected()) {
            return lostOnTheWayIn(sent, to, "the engine");
        }
        if (engineOut == 0) {
            return finding(
                    Severity.ERROR,
                    "The engine received " + engineIn + " RTP packets and sent none",
                    "Look into its log: ./milliwatt engine logs");
        }
        return lostOnTheWayBack(
                evidence,
                "The engine",
                engineOut,
                evidence.at(Tap.ENGINE_OUT).map(StreamRecord::destination).orElse("the phone"));
    }

    /// The phone hears, and is not heard: the engine sends a tone and receives nothing.
    private Optional<Finding> onlyHeard(CallEvidence evidence) {
        boolean deaf =
                evidence.settled()
                        && evidence.packets(Tap.PHONE_OUT) > 0
                        && evidence.packets(Tap.PHONE_IN) > 0
                        && evidence.packets(Tap.ENGINE_OUT) > 0
                        && evidence.packets(Tap.ENGINE_IN) == 0;
        return deaf
                ? lostOnTheWayIn(evidence.packets(Tap.PHONE_OUT), askedOf(evidence), "the engine")
                : Optional.empty();
    }

    private Optional<Finding> watched(
            CallEvidence evidence, MediaFacts.AtServer seen, long sent, String to) {
        if (seen.in() == 0 && seen.out() == 0) {
            return lostOnTheWayIn(sent, to, "the server's container");
        }
        if (seen.out() == 0) {
            return finding(
                    Severity.ERROR,
                    "RTP reaches the server's container, and it sends none back: the audio is one-way",
                    "Look into its log for why it does not send"
                            + evidence.topology().server().map(it -> ": " + it.logs()).orElse(""));
        }
        return lostOnTheWayBack(
                evidence, "The server", seen.out(), String.join(", ", seen.destinations()));
    }

    private Optional<Finding> unwatched(CallEvidence evidence, long sent, String to) {
        return evidence.engine().isPresent() && evidence.echoExpected() && sent > 0
                ? lostOnTheWayIn(sent, to, "the engine")
                : finding(
                        Severity.ERROR,
                        sent + " RTP packets were sent to " + to + ", none came back",
                        "See whether they arrive there: tcpdump -ni any udp port "
                                + evidence.answer().map(SdpFacts::rtpPort).orElse(40_000));
    }

    private Optional<Finding> lostOnTheWayBack(
            CallEvidence evidence, String who, long packets, String destination) {
        return finding(
                Severity.ERROR,
                who
                        + " sent "
                        + packets
                        + " RTP packets to "
                        + destination
                        + ", none reached the phone",
                "A firewall on this host drops incoming UDP, or the offer names an address the engine cannot reach ("
                        + evidence.offer().map(SdpFacts::address).orElse("?")
                        + ")");
    }

    private Optional<Finding> lostOnTheWayIn(long sent, String to, String whom) {
        return finding(
                Severity.ERROR,
                sent + " RTP packets were sent to " + to + ", none reached " + whom,
                "Check that the port is published and not filtered: docker port, iptables -L DOCKER -n");
    }

    private static String askedOf(CallEvidence evidence) {
        return evidence.answer()
                .map(sdp -> sdp.address() + ":" + sdp.rtpPort())
                .orElse("the far end");
    }
}
