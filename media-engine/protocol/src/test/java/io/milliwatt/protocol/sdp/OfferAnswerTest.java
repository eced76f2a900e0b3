package io.milliwatt.protocol.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.codec.AudioEncoding;
import io.milliwatt.protocol.codec.Pcma;
import io.milliwatt.protocol.codec.Pcmu;
import io.milliwatt.protocol.sdp.Capabilities.Feature;
import io.milliwatt.protocol.sdp.OfferAnswerFailure.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class OfferAnswerTest {
    private static final Ours ENGINE = Ours.of("192.0.2.10", 40000, 77);
    private static final Ours PHONE = Ours.of("198.51.100.5", 7000, 5);

    /// One side with one audio stream.
    private record Ours(Capabilities can, MediaAddress rtp, Origin origin) {
        static Ours of(String address, int port, long sessionId) {
            return new Ours(
                    Capabilities.ofAudio()
                            .withAudio(List.of(Pcmu.INSTANCE, Pcma.INSTANCE))
                            .without(Feature.COMFORT_NOISE)
                            .withFamilyOf(address),
                    new MediaAddress(address, port),
                    Origin.of(sessionId, address));
        }

        Ours with(UnaryOperator<Capabilities> change) {
            return new Ours(change.apply(can), rtp, origin);
        }

        SessionDescription offer(Optional<SessionDescription> previous) {
            int place = SessionNegotiation.offerPlaces(can, previous).firstKey();
            return SessionNegotiation.offer(
                    can, Map.of(place, rtp), origin, previous, new Random(1));
        }

        SessionDescription offer() {
            return offer(Optional.empty());
        }

        Agreed answer(String offer) {
            Plan.Accepted plan =
                    assertInstanceOf(Plan.Accepted.class, SessionNegotiation.plan(offer, can));
            NegotiatedSession session =
                    plan.answer(
                            Map.of(plan.transports().first(), rtp),
                            origin,
                            Optional.empty(),
                            new Random(1));
            return new Agreed(session.local(), session.audio().orElseThrow());
        }

        Agreed applied(String answer) {
            NegotiatedSession session =
                    assertInstanceOf(
                                    AnswerOutcome.Agreed.class,
                                    SessionNegotiation.apply(offer(), answer))
                            .session();
            return new Agreed(session.remote(), session.audio().orElseThrow());
        }
    }

    private record Agreed(SessionDescription answer, NegotiatedMedia audio) {
        int payloadType() {
            return audio.sendFormat().payloadType();
        }

        Optional<Integer> events() {
            return audio.telephoneEvent().map(NegotiatedFormat::payloadType);
        }

        Optional<AudioEncoding> codec() {
            return audio.sendFormat().audio();
        }
    }

    private static String offerOf(String rest) {
        return "v=0\no=- 1 1 IN IP4 198.51.100.5\ns=-\nc=IN IP4 198.51.100.5\nt=0 0\n" + rest;
    }

    private static Agreed answered(String rest) {
        return ENGINE.answer(offerOf(rest));
    }

    private static OfferAnswerFailure refused(String offer) {
        return assertInstanceOf(Plan.Failed.class, SessionNegotiation.plan(offer, ENGINE.can()))
                .failure();
    }

    @Test
    void anOfferNamesCodecsInOrderEventsPtimeMuxAndDirection() {
        Ours ours =
                PHONE.with(can ->
                        can.withAudio(List.of(Pcma.INSTANCE, Pcmu.INSTANCE))
                                .withDirection(Direction.SENDONLY));
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
        assertEquals(expected.replace("\n", "\r\n"), ours.offer().toText());
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
        NegotiatedMedia audio = agreed.audio();
        assertEquals(
                new RemoteEnd(
                        new MediaAddress("198.51.100.5", 6000),
                        new MediaAddress("198.51.100.5", 6001),
                        false,
                        false),
                audio.remote());
        assertEquals(
                new NegotiatedFormat(8, 8, "PCMA", 8000, 1, Optional.empty()), audio.sendFormat());
        assertEquals(Optional.of(97), agreed.events());
        assertEquals(Optional.of("0-16"), audio.telephoneEvent().orElseThrow().remoteFmtp());
        assertEquals(30, audio.ptimeMillis());
        assertEquals(Direction.SENDRECV, audio.localDirection());
        assertEquals(Optional.empty(), audio.srtp());
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
        assertEquals(111, agreed.payloadType());
        assertEquals("x=1", agreed.audio().sendFormat().remoteFmtp().orElseThrow());
        // no events at 8 kHz are offered, so those there are: better than none
        assertEquals(Optional.of(120), agreed.events());
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
        Agreed agreed =
                ENGINE.with(can -> can.withDirection(Direction.SENDONLY))
                        .answer(offerOf("m=audio 6000 RTP/AVP 0\n"));
        assertEquals(Direction.SENDONLY, agreed.audio().localDirection());
    }

    @Test
    void anAddressOfZeroIsAHoldOfTheOldKind() {
        Agreed agreed = answered("m=audio 6000 RTP/AVP 0\nc=IN IP4 0.0.0.0\n");
        assertEquals(Direction.RECVONLY, agreed.audio().localDirection());
        assertTrue(agreed.audio().isHeld());
        assertEquals("0.0.0.0", agreed.audio().remote().rtp().address());
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
        assertEquals(6100, answered(audio).audio().remote().rtcp().port());
        assertFalse(answered(audio).answer().audio().orElseThrow().rtcpMux());
        Agreed mux = answered(audio + "a=rtcp-mux\n");
        assertEquals(mux.audio().remote().rtp(), mux.audio().remote().rtcp());
        assertTrue(mux.audio().remote().rtcpMux());
        assertTrue(mux.answer().audio().orElseThrow().rtcpMux());
        Agreed without =
                ENGINE.with(can -> can.without(Feature.RTCP_MUX))
                        .answer(offerOf(audio + "a=rtcp-mux\n"));
        assertFalse(without.audio().remote().rtcpMux());
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
            Ours phone = Ours.of(address, 7000, 5);
            Ours engine = Ours.of(address, 40000, 6);
            Agreed far = engine.answer(phone.offer().toText());
            Agreed near = phone.applied(far.answer().toText());
            assertEquals(new MediaAddress(address, 7000), far.audio().remote().rtp());
            assertEquals(new MediaAddress(address, 40000), near.audio().remote().rtp());
            assertEquals(near.audio().remote().rtp(), near.audio().remote().rtcp());
            assertEquals(Optional.of(Pcmu.INSTANCE), near.codec());
            assertEquals(far.codec(), near.codec());
            assertEquals(Optional.of(101), near.events());
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
            AnswerOutcome outcome =
                    SessionNegotiation.apply(PHONE.offer(), offerOf(answers.get(i)));
            assertEquals(
                    reasons.get(i),
                    assertInstanceOf(AnswerOutcome.Failed.class, outcome).failure().reason());
        }
    }

    @Test
    void anAnswerSetsDirectionAndEvents() {
        Agreed held = PHONE.applied(offerOf("m=audio 6000 RTP/AVP 8\na=recvonly\n"));
        assertEquals(Direction.SENDONLY, held.audio().localDirection());
        assertEquals(Optional.empty(), held.events());
        assertEquals(Optional.of(Pcma.INSTANCE), held.codec());
        assertFalse(held.audio().remote().rtcpMux());
        Agreed ours =
                PHONE.with(can -> can.withDirection(Direction.SENDONLY))
                        .applied(offerOf("m=audio 6000 RTP/AVP 0\n"));
        assertEquals(Direction.SENDONLY, ours.audio().localDirection());
        Agreed plain =
                PHONE.with(can -> can.without(Feature.RTCP_MUX).without(Feature.TELEPHONE_EVENTS))
                        .applied(
                                offerOf(
                                        "m=audio 6000 RTP/AVP 0 101\na=rtcp-mux\na=rtpmap:101 telephone-event/8000\n"));
        assertFalse(plain.audio().remote().rtcpMux());
        assertEquals(Optional.empty(), plain.events());
    }

    @Test
    void aLaterOfferKeepsThePlacesAndGrowsTheVersionOnlyWhenItChanges() {
        SessionDescription first = PHONE.offer();
        assertEquals(first, PHONE.offer(Optional.of(first)));
        SessionDescription hold =
                PHONE.with(can -> can.withDirection(Direction.SENDONLY)).offer(Optional.of(first));
        assertEquals(2, hold.origin().version());
        assertEquals(3, PHONE.offer(Optional.of(hold)).origin().version());
        MediaDescription video =
                new MediaDescription(
                        new MediaLine("video", 9, 1, "RTP/AVP", List.of("96")),
                        Optional.empty(),
                        List.of(),
                        List.of());
        SessionDescription two = first.withMedia(List.of(video, first.media().getFirst()));
        List<Integer> ports =
                PHONE.offer(Optional.of(two)).media().stream().map(MediaDescription::port).toList();
        assertEquals(List.of(0, 7000), ports);
        SessionDescription none = first.withMedia(List.of(video));
        assertEquals(2, PHONE.offer(Optional.of(none)).media().size());
    }
}
