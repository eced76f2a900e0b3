package io.milliwatt.protocol.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.codec.Pcmu;
import io.milliwatt.protocol.sdp.Negotiation.Agreed;
import io.milliwatt.protocol.sdp.OfferAnswerFailure.Reason;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OfferAnswerTest {
    private static final AudioOffer ENGINE =
            AudioOffer.of("192.0.2.10", 40000, Origin.of(77, "192.0.2.10"));
    private static final AudioOffer PHONE =
            AudioOffer.of("198.51.100.5", 7000, Origin.of(5, "198.51.100.5"));

    private static String offerOf(String rest) {
        return "v=0\no=- 1 1 IN IP4 198.51.100.5\ns=-\nc=IN IP4 198.51.100.5\nt=0 0\n" + rest;
    }

    private static Agreed answered(String rest) {
        return assertInstanceOf(Agreed.class, OfferAnswer.answer(offerOf(rest), ENGINE));
    }

    private static OfferAnswerFailure refused(String offer) {
        return assertInstanceOf(Negotiation.Failed.class, OfferAnswer.answer(offer, ENGINE))
                .failure();
    }

    private static Agreed applied(AudioOffer ours, String answer) {
        return assertInstanceOf(
                Agreed.class, OfferAnswer.apply(OfferAnswer.offer(ours), answer, ours));
    }

    @Test
    void anOfferNamesCodecsInOrderEventsPtimeMuxAndDirection() {
        AudioOffer ours =
                PHONE.withCodecs(List.of(Pcma.INSTANCE, Pcmu.INSTANCE))
                        .withDirection(Direction.SENDONLY);
        String expected =
                """
                v=0
                o=- 5 1 IN IP4 198.51.100.5
                s=-
                c=IN IP4 198.51.100.5
                t=0 0
                m=audio 7000 RTP/AVP 8 0 101
                a=rtpmap:8 PCMA/8000
                a=rtpmap:0 PCMU/8000
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-15
                a=ptime:20
                a=rtcp-mux
                a=sendonly
                """;
        assertEquals(expected.replace("\n", "\r\n"), OfferAnswer.offer(ours).toText());
    }

    @Test
    void theAnswerTakesTheFirstCodecOfTheOffererThatWeHave() {
        Agreed agreed =
                answered(
                        """
                        m=audio 6000 RTP/AVP 9 8 0 97
                        a=rtpmap:97 telephone-event/8000
                        a=fmtp:97 0-16
                        a=ptime:30
                        """);
        assertEquals(
                new NegotiatedAudio(
                        new MediaAddress("198.51.100.5", 6000),
                        new MediaAddress("198.51.100.5", 6001),
                        false,
                        Pcma.INSTANCE,
                        8,
                        OptionalInt.of(97),
                        30,
                        Direction.SENDRECV,
                        java.util.Optional.empty()),
                agreed.audio());
        String expected =
                """
                v=0
                o=- 77 1 IN IP4 192.0.2.10
                s=-
                c=IN IP4 192.0.2.10
                t=0 0
                m=audio 40000 RTP/AVP 8 97
                a=rtpmap:8 PCMA/8000
                a=rtpmap:97 telephone-event/8000
                a=fmtp:97 0-15
                a=ptime:20
                a=sendrecv
                """;
        assertEquals(expected.replace("\n", "\r\n"), agreed.answer().toText());
    }

    @Test
    void dynamicPayloadTypesAreMirroredAndTheirParametersRead() {
        Agreed agreed =
                answered(
                        """
                        m=audio 6000 RTP/AVP 110 111 120
                        a=rtpmap:110 opus/48000/2
                        a=rtpmap:111 pcmu/8000
                        a=fmtp:111 x=1
                        a=rtpmap:120 telephone-event/48000
                        """);
        assertEquals(111, agreed.audio().payloadType());
        assertEquals("x=1", agreed.audio().remoteFmtp().orElseThrow());
        // no events at 8 kHz are offered, so those there are: better than none
        assertEquals(OptionalInt.of(120), agreed.audio().telephoneEventPt());
        assertEquals(List.of("111", "120"), agreed.answer().media().getFirst().formats());
    }

    @Test
    void everyDirectionIsMirrored() {
        assertEquals(
                Direction.SENDRECV, answered("m=audio 6000 RTP/AVP 0\n").audio().localDirection());
        List<List<Direction>> pairs =
                List.of(
                        List.of(Direction.SENDRECV, Direction.SENDRECV),
                        List.of(Direction.SENDONLY, Direction.RECVONLY),
                        List.of(Direction.RECVONLY, Direction.SENDONLY),
                        List.of(Direction.INACTIVE, Direction.INACTIVE));
        for (List<Direction> pair : pairs) {
            Agreed agreed = answered("m=audio 6000 RTP/AVP 0\na=" + pair.get(0).text() + "\n");
            assertEquals(pair.get(1), agreed.audio().localDirection());
            assertEquals(pair.get(1), agreed.answer().directionOf(agreed.answer().media().get(0)));
            assertEquals(pair.get(0) != Direction.SENDRECV, agreed.audio().isHeld());
        }
    }

    @Test
    void ourOwnHoldNarrowsTheAnswer() {
        Negotiation negotiation =
                OfferAnswer.answer(
                        offerOf("m=audio 6000 RTP/AVP 0\n"),
                        ENGINE.withDirection(Direction.SENDONLY));
        assertEquals(
                Direction.SENDONLY,
                assertInstanceOf(Agreed.class, negotiation).audio().localDirection());
    }

    @Test
    void anAddressOfZeroIsAHoldOfTheOldKind() {
        Agreed agreed = answered("m=audio 6000 RTP/AVP 0\nc=IN IP4 0.0.0.0\n");
        assertEquals(Direction.RECVONLY, agreed.audio().localDirection());
        assertTrue(agreed.audio().isHeld());
        assertEquals("0.0.0.0", agreed.audio().remoteRtp().address());
    }

    @Test
    void everyOtherMediaIsRefusedInItsPlace() {
        Agreed agreed =
                answered(
                        """
                        m=video 5000 RTP/AVP 96 97
                        a=rtpmap:96 VP8/90000
                        m=audio 5998 RTP/SAVP 0
                        m=audio 0 RTP/AVP 0
                        m=audio 6000 RTP/AVPF 0
                        m=audio 6000 RTP/AVPF 0
                        m=image 6002 udptl t38
                        """);
        List<String> lines = agreed.answer().media().stream().map(m -> m.line().toText()).toList();
        assertEquals(
                List.of(
                        "m=video 0 RTP/AVP 96 97",
                        "m=audio 0 RTP/SAVP 0",
                        "m=audio 0 RTP/AVP 0",
                        "m=audio 40000 RTP/AVPF 0",
                        "m=audio 0 RTP/AVPF 0",
                        "m=image 0 udptl t38"),
                lines);
        assertEquals(List.of(), agreed.answer().media().getFirst().attributes());
    }

    @Test
    void rtcpGoesWhereTheOfferSaysOrToTheSamePortWhenBothMultiplex() {
        String audio = "m=audio 6000 RTP/AVP 0\na=rtcp:6100\n";
        assertEquals(6100, answered(audio).audio().remoteRtcp().port());
        assertFalse(answered(audio).answer().audio().orElseThrow().rtcpMux());
        Agreed mux = answered(audio + "a=rtcp-mux\n");
        assertEquals(mux.audio().remoteRtp(), mux.audio().remoteRtcp());
        assertTrue(mux.audio().rtcpMux());
        assertTrue(mux.answer().audio().orElseThrow().rtcpMux());
        Negotiation without =
                OfferAnswer.answer(offerOf(audio + "a=rtcp-mux\n"), ENGINE.withRtcpMux(false));
        assertFalse(assertInstanceOf(Agreed.class, without).audio().rtcpMux());
    }

    @Test
    void sendPtimeStaysSensible() {
        String audio = "m=audio 6000 RTP/AVP 0\n";
        assertEquals(20, answered(audio).audio().ptimeMillis());
        assertEquals(20, answered(audio + "a=ptime:1\n").audio().ptimeMillis());
        assertEquals(20, answered(audio + "a=ptime:2000\n").audio().ptimeMillis());
        assertEquals(60, answered(audio + "a=ptime:60\n").audio().ptimeMillis());
        assertEquals(10, answered(audio + "a=ptime:30\na=maxptime:15\n").audio().ptimeMillis());
    }

    @Test
    void aRefusalNamesStatusAndWarning() {
        OfferAnswerFailure failure = refused(offerOf("m=audio 6000 RTP/AVP 9 18\n"));
        assertEquals(Reason.NO_COMMON_CODEC, failure.reason());
        assertEquals(488, failure.sipStatus());
        assertEquals(
                "305 192.0.2.10 \"The offer has no audio codec in common with us\"",
                failure.warning("192.0.2.10"));
        assertEquals(
                "399 h \"a \\\"b\\\" \\\\\"",
                new OfferAnswerFailure(Reason.MALFORMED, "a \"b\" \\").warning("h"));
    }

    @Test
    void everyKindOfUnusableOfferHasItsReason() {
        String audio = "m=audio 6000 RTP/AVP 0\n";
        assertEquals(Reason.MALFORMED, refused("no sdp").reason());
        assertEquals(400, refused("no sdp").sipStatus());
        assertEquals(Reason.NO_AUDIO, refused(offerOf("")).reason());
        assertEquals(Reason.NO_AUDIO, refused(offerOf("m=audio 0 RTP/AVP 0\n")).reason());
        assertEquals(Reason.NO_AUDIO, refused(offerOf("m=video 6000 RTP/AVP 96\n")).reason());
        assertEquals(
                Reason.UNSUPPORTED_TRANSPORT,
                refused(offerOf("m=audio 6000 UDP/TLS/RTP/SAVPF 0\n")).reason());
        assertEquals(
                Reason.INCOMPATIBLE_ADDRESS,
                refused(offerOf(audio + "c=IN IP6 2001:db8::1\n")).reason());
        assertEquals(
                Reason.INCOMPATIBLE_ADDRESS, refused(offerOf(audio + "c=ATM NSAP 47\n")).reason());
        assertEquals(
                Reason.MULTICAST, refused(offerOf(audio + "c=IN IP4 233.252.0.1/127\n")).reason());
        assertEquals(
                Reason.MALFORMED,
                refused("v=0\no=- 1 1 IN IP4 198.51.100.5\ns=-\nt=0 0\n" + audio).reason());
    }

    @Test
    void offerAndAnswerOfTheTwoSidesFitOverIp4AndIp6() {
        for (String address : List.of("198.51.100.5", "2001:db8::5")) {
            AudioOffer phone = AudioOffer.of(address, 7000, Origin.of(5, address));
            AudioOffer engine = AudioOffer.of(address, 40000, Origin.of(6, address));
            SessionDescription offer = OfferAnswer.offer(phone);
            Agreed far = assertInstanceOf(Agreed.class, OfferAnswer.answer(offer.toText(), engine));
            Agreed near =
                    assertInstanceOf(
                            Agreed.class, OfferAnswer.apply(offer, far.answer().toText(), phone));
            assertEquals(new MediaAddress(address, 7000), far.audio().remoteRtp());
            assertEquals(new MediaAddress(address, 40000), near.audio().remoteRtp());
            assertEquals(near.audio().remoteRtp(), near.audio().remoteRtcp());
            assertEquals(Pcmu.INSTANCE, near.audio().codec());
            assertEquals(far.audio().codec(), near.audio().codec());
            assertEquals(OptionalInt.of(101), near.audio().telephoneEventPt());
        }
    }

    @Test
    void anAnswerThatDoesNotFitIsRefused() {
        List<String> answers =
                List.of(
                        "m=audio 0 RTP/AVP 0\n",
                        "m=audio 6000 RTP/AVP 9\n",
                        "m=audio 6000 RTP/SAVP 0\n",
                        "m=audio 6000 RTP/AVP 0\nm=audio 6002 RTP/AVP 0\n",
                        "x");
        List<Reason> reasons =
                List.of(
                        Reason.REJECTED_BY_PEER,
                        Reason.NO_COMMON_CODEC,
                        Reason.ANSWER_MISMATCH,
                        Reason.ANSWER_MISMATCH,
                        Reason.MALFORMED);
        for (int i = 0; i < answers.size(); i++) {
            Negotiation outcome =
                    OfferAnswer.apply(OfferAnswer.offer(PHONE), offerOf(answers.get(i)), PHONE);
            assertEquals(
                    reasons.get(i),
                    assertInstanceOf(Negotiation.Failed.class, outcome).failure().reason());
        }
    }

    @Test
    void anAnswerSetsDirectionAndEvents() {
        Agreed held = applied(PHONE, offerOf("m=audio 6000 RTP/AVP 8\na=recvonly\n"));
        assertEquals(Direction.SENDONLY, held.audio().localDirection());
        assertEquals(OptionalInt.empty(), held.audio().telephoneEventPt());
        assertEquals(Pcma.INSTANCE, held.audio().codec());
        assertFalse(held.audio().rtcpMux());
        Agreed ours =
                applied(
                        PHONE.withDirection(Direction.SENDONLY),
                        offerOf("m=audio 6000 RTP/AVP 0\n"));
        assertEquals(Direction.SENDONLY, ours.audio().localDirection());
        Agreed plain =
                applied(
                        PHONE.withRtcpMux(false).withoutTelephoneEvents(),
                        offerOf(
                                "m=audio 6000 RTP/AVP 0 101\na=rtcp-mux\na=rtpmap:101 telephone-event/8000\n"));
        assertFalse(plain.audio().rtcpMux());
        assertEquals(OptionalInt.empty(), plain.audio().telephoneEventPt());
    }

    @Test
    void aLaterOfferKeepsThePlacesAndGrowsTheVersionOnlyWhenItChanges() {
        SessionDescription first = OfferAnswer.offer(PHONE);
        assertEquals(first, OfferAnswer.reoffer(first, PHONE));
        SessionDescription hold =
                OfferAnswer.reoffer(first, PHONE.withDirection(Direction.SENDONLY));
        assertEquals(2, hold.origin().version());
        assertEquals(3, OfferAnswer.reoffer(hold, PHONE).origin().version());
        MediaDescription video =
                new MediaDescription(
                        new MediaLine("video", 9, 1, "RTP/AVP", List.of("96")),
                        java.util.Optional.empty(),
                        List.of(),
                        List.of());
        SessionDescription two = first.withMedia(List.of(video, first.media().getFirst()));
        List<Integer> ports =
                OfferAnswer.reoffer(two, PHONE).media().stream()
                        .map(MediaDescription::port)
                        .toList();
        assertEquals(List.of(0, 7000), ports);
        SessionDescription none = first.withMedia(List.of(video));
        assertEquals(2, OfferAnswer.reoffer(none, PHONE).media().size());
    }
}
