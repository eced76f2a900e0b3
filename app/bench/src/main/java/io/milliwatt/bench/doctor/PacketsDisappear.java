package io.milliwatt.bench.doctor;

import io.milliwatt.bench.record.Finding;
import io.milliwatt.bench.record.Severity;
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
        if (!evidence.settled() || evidence.packets(Tap.PHONE_IN) > 0 || !evidence.expectsAudio()) {
            return Optional.empty();
        }
        long sent = evidence.packets(Tap.PHONE_OUT);
        String to =
                evidence.answer()
                        .map(sdp -> sdp.address() + ":" + sdp.rtpPort())
                        .orElse("the far end");
        if (!evidence.hasEngineTaps()) {
            return evidence.engine().isPresent() && evidence.echoExpected() && sent > 0
                    ? lostOnTheWayIn(sent, to)
                    : finding(
                            Severity.ERROR,
                            sent + " RTP packets were sent to " + to + ", none came back",
                            "See whether they arrive there: tcpdump -ni any udp port "
                                    + evidence.answer().map(SdpFacts::rtpPort).orElse(40_000));
        }
        long engineIn = evidence.packets(Tap.ENGINE_IN);
        long engineOut = evidence.packets(Tap.ENGINE_OUT);
        if (engineIn == 0 && evidence.echoExpected()) {
            return lostOnTheWayIn(sent, to);
        }
        if (engineOut == 0) {
            return finding(
                    Severity.ERROR,
                    "The engine received " + engineIn + " RTP packets and sent none",
                    "Look into its log: ./milliwatt engine logs");
        }
        return finding(
                Severity.ERROR,
                "The engine sent "
                        + engineOut
                        + " RTP packets to "
                        + evidence.at(Tap.ENGINE_OUT)
                                .map(stream -> stream.destination())
                                .orElse("the phone")
                        + ", none reached the phone",
                "A firewall on this host drops incoming UDP, or the offer names an address the engine cannot reach ("
                        + evidence.offer().map(SdpFacts::address).orElse("?")
                        + ")");
    }

    private Optional<Finding> lostOnTheWayIn(long sent, String to) {
        return finding(
                Severity.ERROR,
                sent + " RTP packets were sent to " + to + ", none reached the engine",
                "Check that the port is published and not filtered: docker port, iptables -L DOCKER -n");
    }
}
