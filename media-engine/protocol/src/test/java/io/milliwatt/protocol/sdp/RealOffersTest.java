package io.milliwatt.protocol.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.Property.Draw;
import io.milliwatt.protocol.srtp.SrtpParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Descriptions as baresip 1.0.0, sipp 3.6.1 and ffmpeg 5.1 wrote them, and ones of every line type
/// as a generator writes them.
class RealOffersTest {
    private static final Path OFFERS =
            Path.of("src/test/resources/io/milliwatt/protocol/sdp/offers");

    private static final Capabilities ALL =
            Capabilities.ofAudio()
                    .withVideo(Capabilities.VIDEO_AS_PACKETS)
                    .withSecurity(Security.OPTIONAL);

    private static String text(String name) throws IOException {
        return Files.readString(OFFERS.resolve(name + ".sdp"), StandardCharsets.UTF_8)
                .replace("\r\n", "\n")
                .replace("\n", "\r\n");
    }

    private static String firstFormat(Optional<NegotiatedMedia> media) {
        return media.map(one -> one.sendFormat().encoding()).orElse("-");
    }

    @ParameterizedTest
    @CsvSource({
        "baresip-srtp, opus, VP8, true",
        "baresip-srtp-mand, opus, VP8, true",
        "sipp, PCMU, -, false",
        "ffmpeg-opus, opus, -, false",
        "ffmpeg-h264, -, H264, false",
    })
    void isKeptLineByLineAndAnswered(String name, String audio, String video, boolean encrypted)
            throws IOException {
        SessionDescription offer = SessionDescription.parse(text(name)).orThrow();
        assertEquals(text(name), offer.toText());
        Plan.Accepted plan =
                assertInstanceOf(Plan.Accepted.class, SessionNegotiation.plan(offer, ALL));
        Map<Integer, MediaAddress> local = new HashMap<>();
        plan.transports()
                .forEach(
                        place -> local.put(place, new MediaAddress("127.0.0.1", 4000 + 2 * place)));
        NegotiatedSession session =
                plan.answer(local, Origin.of(1, "127.0.0.1"), Optional.empty(), new Random(1));
        assertEquals(audio, firstFormat(session.audio()));
        assertEquals(video, firstFormat(session.video()));
        for (NegotiatedMedia media : session.media()) {
            Optional<SrtpParameters> srtp = media.srtp();
            assertEquals(encrypted, srtp.isPresent());
        }
        assertEquals(
                offer.media().stream().map(MediaDescription::protocol).toList(),
                session.local().media().stream().map(MediaDescription::protocol).toList());
    }

    private static final List<String> SESSION_ATTRIBUTES =
            List.of(
                    "a=group:BUNDLE 0 1",
                    "a=tool:x y",
                    "a=ice-lite",
                    "a=inactive",
                    "a=x:",
                    "a=msid-semantic: WMS *");
    private static final List<String> MEDIA_ATTRIBUTES =
            List.of(
                    "a=rtpmap:96 opus/48000/2",
                    "a=fmtp:96 a=b; c=d:e",
                    "a=rtcp:9 IN IP6 2001:db8::1",
                    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x",
                    "a=rtcp-fb:* nack pli",
                    "a=extmap:1/sendrecv urn:ietf:params:rtp-hdrext:sdes:mid",
                    "a=ssrc:1 cname:a@b",
                    "a=mid:0",
                    "a=rtcp-mux",
                    "a=candidate:1 1 UDP 1 192.0.2.1 9 typ host",
                    "a=sendonly",
                    "a=maxptime:150");

    private static void some(Draw draw, StringBuilder out, List<String> lines) {
        for (int i = draw.below(4); i > 0; i--) {
            out.append(draw.oneOf(lines)).append("\r\n");
        }
    }

    @Test
    void everyLineTypeIsWrittenBackByteForByte() {
        Property.holds(
                3000,
                draw -> {
                    StringBuilder text =
                            new StringBuilder(
                                    "v=0\r\no=- 1 " + draw.unsigned32() + " IN IP4 h\r\ns= \r\n");
                    some(draw, text, List.of("i=about", "u=http://x/", "e=a@b (c)", "p=+1 2"));
                    text.append(draw.chance(70) ? "c=IN IP4 233.252.0.1/127/3\r\n" : "");
                    some(draw, text, List.of("b=AS:64", "b=X-y:1", "b=RS:0", "b=RR:800"));
                    text.append("t=0 0\r\n");
                    some(draw, text, List.of("r=7d 1h 0 25h", "t=1 2", "z=1 -1h", "k=prompt"));
                    some(draw, text, SESSION_ATTRIBUTES);
                    for (int i = draw.below(4); i > 0; i--) {
                        text.append(
                                draw.oneOf(
                                        List.of(
                                                "m=audio 9 RTP/AVP 96 0 127\r\n",
                                                "m=video 65535/2 UDP/TLS/RTP/SAVPF 96\r\n",
                                                "m=image 0 udptl t38\r\n",
                                                "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n")));
                        some(draw, text, List.of("i=one"));
                        text.append(draw.chance(50) ? "c=IN IP6 2001:db8::1\r\n" : "");
                        some(draw, text, List.of("b=TIAS:1", "k=clear:x", "Z=odd"));
                        some(draw, text, MEDIA_ATTRIBUTES);
                    }
                    assertEquals(
                            text.toString(),
                            SessionDescription.parse(text.toString()).orThrow().toText());
                });
    }
}
