package io.milliwatt.protocol.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.milliwatt.protocol.sdp.Capabilities.AddressFamily;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Fuzz targets: no text makes the negotiation throw; an answer of ours is a description that reads
/// the same, has a place for each offered, and is understood by whoever made the offer. Each target
/// replays its corpus in every build; `-Dfuzz=10m` searches further.
class SdpFuzzTest {
    private static final Capabilities ALL =
            Capabilities.ofAudio()
                    .withVideo(Capabilities.VIDEO_AS_PACKETS)
                    .withSecurity(Security.OPTIONAL)
                    .withFamily(AddressFamily.BOTH);

    @FuzzTest
    void negotiatesOffers(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        SessionDescription.parse(text)
                .toOptional()
                .ifPresent(offer -> {
                    assertEquals(
                            offer,
                            SessionDescription.parse(offer.toText()).orThrow(),
                            "round trip");
                    if (SessionNegotiation.plan(offer, ALL) instanceof Plan.Accepted plan) {
                        answers(offer, plan);
                    }
                    SessionNegotiation.apply(offer, offer);
                });
    }

    private static void answers(SessionDescription offer, Plan.Accepted plan) {
        Map<Integer, MediaAddress> local = new HashMap<>();
        plan.transports()
                .forEach(
                        place -> local.put(place, new MediaAddress("192.0.2.1", 1000 + 2 * place)));
        Origin origin = Origin.of(1, "192.0.2.1");
        NegotiatedSession session = plan.answer(local, origin, Optional.empty(), new Random(1));
        SessionDescription answer = session.local();
        assertEquals(answer, SessionDescription.parse(answer.toText()).orThrow());
        assertEquals(offer.media().size(), answer.media().size());
        assertEquals(plan.media().size(), session.media().size(), "all that was planned");
        // a later offer of ours keeps every place
        SessionDescription later =
                SessionNegotiation.offer(ALL, local, origin, Optional.of(answer), new Random(2));
        assertEquals(true, later.media().size() >= answer.media().size());
        assertInstanceOf(
                SessionDescription.class, SessionDescription.parse(later.toText()).orThrow());
    }

    @FuzzTest
    void readsCryptoLines(byte[] bytes) {
        String text = new String(bytes, UTF_8).replaceAll("[\r\n\0]", "");
        CryptoAttribute.parse(text)
                .ifPresent(crypto ->
                        assertEquals(
                                Optional.of(crypto),
                                crypto.toAttribute().value().flatMap(CryptoAttribute::parse)));
    }
}
