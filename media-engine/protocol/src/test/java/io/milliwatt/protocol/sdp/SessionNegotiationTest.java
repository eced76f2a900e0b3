package io.milliwatt.protocol.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.sdp.OfferAnswerFailure.Reason;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SessionNegotiationTest {
    private static final Origin ORIGIN = Origin.of(77, "192.0.2.10");
    private static final Capabilities AUDIO = Capabilities.ofAudio();
    private static final Capabilities BOTH = AUDIO.withVideo(Capabilities.VIDEO_AS_PACKETS);
    private static final String KEY = "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj";

    private static String offerOf(String rest) {
        return "v=0\no=- 1 1 IN IP4 198.51.100.5\ns=-\nc=IN IP4 198.51.100.5\nt=0 0\n" + rest;
    }

    private static Plan.Accepted accepted(String rest, Capabilities ours) {
        return assertInstanceOf(Plan.Accepted.class, SessionNegotiation.plan(offerOf(rest), ours));
    }

    private static NegotiatedSession answered(String rest, Capabilities ours) {
        Plan.Accepted plan = accepted(rest, ours);
        Map<Integer, MediaAddress> local = new HashMap<>();
        plan.transports()
                .forEach(place ->
                        local.put(place, new MediaAddress("192.0.2.10", 40000 + 2 * place)));
        return plan.answer(local, ORIGIN, Optional.empty(), new Random(1));
    }

    private static Reason refused(String rest, Capabilities ours) {
        return assertInstanceOf(Plan.Failed.class, SessionNegotiation.plan(offerOf(rest), ours))
                .failure()
                .reason();
    }

    private static List<String> lines(SessionDescription description) {
        return description.toText().lines().toList();
    }

    @Test
    void audioAndVideoAreAcceptedOnPortsOfTheirOwn() {
        NegotiatedSession session =
                answered(
                        """
                        m=audio 6000 RTP/AVP 9 0 13 101
                        a=rtpmap:101 telephone-event/8000
                        m=video 6002 RTP/AVPF 96 97 98
                        a=rtpmap:96 VP8/90000
                        a=rtpmap:97 rtx/90000
                        a=fmtp:97 apt=96
                        a=rtpmap:98 theora/90000
                        a=rtcp-fb:96 nack pli
                        a=rtcp-fb:96 transport-cc
                        """,
                        BOTH);
        assertEquals(2, session.media().size());
        NegotiatedMedia audio = session.audio().orElseThrow();
        assertEquals("G722", audio.sendFormat().encoding());
        assertEquals(101, audio.telephoneEvent().orElseThrow().payloadType());
        assertEquals(13, audio.comfortNoise().orElseThrow().payloadType());
        NegotiatedMedia video = session.video().orElseThrow();
        assertEquals(1, video.transport());
        assertEquals(List.of("nack pli"), video.features().feedback());
        assertTrue(lines(session.local()).contains("m=video 40002 RTP/AVPF 96 97"));
        assertTrue(lines(session.local()).contains("a=fmtp:97 apt=96"));
    }

    @Test
    void bundledMediaUseOneTransport() {
        String rest =
                """
                a=group:BUNDLE a v
                m=audio 6000 RTP/AVP 0
                a=mid:a
                a=rtcp-mux
                m=video 0 RTP/AVP 96
                a=rtpmap:96 VP8/90000
                a=mid:v
                a=bundle-only
                a=rtcp-mux
                """;
        assertEquals(new TreeSet<>(List.of(0)), accepted(rest, BOTH).transports());
        NegotiatedSession session = answered(rest, BOTH);
        assertEquals(0, session.video().orElseThrow().transport());
        assertEquals(6000, session.video().orElseThrow().remote().rtp().port());
        assertTrue(lines(session.local()).contains("a=group:BUNDLE a v"));
        assertTrue(lines(session.local()).contains("m=video 40000 RTP/AVP 96"));
    }

    @Test
    void theAnswerPicksAnOfferedKeyAndNamesItsOwn() {
        String rest =
                """
                m=audio 6000 RTP/SAVP 0
                a=crypto:1 F8_128_HMAC_SHA1_80 KEY
                a=crypto:2 AES_CM_128_HMAC_SHA1_80 KEY|2^20|1:4
                """
                        .replace("KEY", KEY);
        assertEquals(Reason.UNSUPPORTED_TRANSPORT, refused(rest, AUDIO));
        NegotiatedSession session = answered(rest, AUDIO.withSecurity(Security.OPTIONAL));
        var srtp = session.audio().orElseThrow().srtp().orElseThrow();
        assertEquals(SrtpSuite.AES_CM_128_HMAC_SHA1_80, srtp.receive().suite());
        assertEquals(1 << 20, srtp.receive().lifetimePackets());
        assertEquals(4, srtp.receive().mki().size());
        assertNotEquals(srtp.send().key(), srtp.receive().key());
        assertTrue(
                lines(session.local()).stream()
                        .anyMatch(line ->
                                line.startsWith("a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:")));
        assertEquals(
                Reason.SECURITY_REQUIRED,
                refused("m=audio 6000 RTP/AVP 0\n", AUDIO.withSecurity(Security.REQUIRED)));
    }

    @Test
    void bothEndsOfOurOwnAgreeOnKeysAndFormats() {
        for (Security security : Security.values()) {
            Capabilities ours = BOTH.withSecurity(security);
            SessionDescription offer =
                    SessionNegotiation.offer(
                            ours,
                            Map.of(
                                    0, new MediaAddress("198.51.100.5", 7000),
                                    1, new MediaAddress("198.51.100.5", 7002)),
                            Origin.of(5, "198.51.100.5"),
                            Optional.empty(),
                            new Random(2));
            Plan.Accepted plan =
                    assertInstanceOf(
                            Plan.Accepted.class, SessionNegotiation.plan(offer.toText(), ours));
            NegotiatedSession far =
                    plan.answer(
                            Map.of(
                                    0, new MediaAddress("192.0.2.10", 40000),
                                    1, new MediaAddress("192.0.2.10", 40002)),
                            ORIGIN,
                            Optional.empty(),
                            new Random(3));
            NegotiatedSession near =
                    assertInstanceOf(
                                    AnswerOutcome.Agreed.class,
                                    SessionNegotiation.apply(offer, far.local().toText()))
                            .session();
            assertEquals(2, near.media().size());
            for (int place = 0; place < 2; place++) {
                var nearSrtp = near.media().get(place).srtp();
                var farSrtp = far.media().get(place).srtp();
                assertEquals(security != Security.OFF, nearSrtp.isPresent());
                assertEquals(nearSrtp.map(one -> one.send()), farSrtp.map(one -> one.receive()));
                assertEquals(nearSrtp.map(one -> one.receive()), farSrtp.map(one -> one.send()));
                assertEquals(
                        near.media().get(place).sendFormat(), far.media().get(place).sendFormat());
            }
        }
    }
}
