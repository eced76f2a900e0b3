package io.milliwatt.inspector.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.Frames;
import io.milliwatt.protocol.Bytes;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpResult;
import io.milliwatt.protocol.srtp.SrtpSender;
import io.milliwatt.protocol.srtp.SrtpSuite;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SrtpEventsTest {
    private static final Endpoint SENDER =
            new Endpoint(Datagram.address(0, Datagram.IPV4_MAPPED | 0x0a00_0001), 4000);
    private static final Endpoint RECEIVER =
            new Endpoint(Datagram.address(0, Datagram.IPV4_MAPPED | 0x0a00_0002), 5000);
    private static final SrtpMasterKey KEY = key(1);
    private static final int EVENTS = 101;

    private final Streams streams = new Streams();
    private final SrtpSender srtp = new SrtpSender(KEY);
    private int sequence = 60_000;
    private long timestamp = 1000;
    private double millis;

    private static SrtpMasterKey key(int number) {
        byte[] octets = new byte[16];
        octets[0] = (byte) number;
        return SrtpMasterKey.of(
                SrtpSuite.AES_CM_128_HMAC_SHA1_80, Bytes.of(octets), Bytes.of(new byte[14]));
    }

    private void announce(Endpoint place, SrtpMasterKey key) {
        streams.hints.expect(place, EVENTS, new MediaFormat("telephone-event", 8000, 1));
        streams.hints.expectKey(place, key);
    }

    private void send(int type, long time, byte[] payload) {
        byte[] rtp = Frames.rtp(type, sequence++ & 0xffff, time, 7, payload);
        ByteBuffer packet = ByteBuffer.allocate(rtp.length + srtp.rtpOverheadOctets());
        packet.put(rtp).flip();
        assertEquals(SrtpResult.OK, srtp.protect(packet));
        streams.datagram(millis, 4000, 5000, Arrays.copyOf(packet.array(), packet.limit()));
        millis += 20;
    }

    private void speak(int packets) {
        for (int i = 0; i < packets; i++) {
            send(0, timestamp, new byte[160]);
            timestamp += 160;
        }
    }

    /// RFC 4733, section 2.3: event, end and volume, duration.
    private void press(int digit) {
        for (int i = 1; i <= 8; i++) {
            int end = i > 5 ? 0x80 : 0;
            int duration = 160 * Math.min(i, 6);
            byte[] event = {
                (byte) digit, (byte) (end | 10), (byte) (duration >> 8), (byte) duration
            };
            send(EVENTS | (i == 1 ? 0x80 : 0), timestamp, event);
        }
        timestamp += 960;
    }

    private String digits() {
        return streams.only().events().digits().stream()
                .map(digit -> String.valueOf(digit.digit()))
                .collect(Collectors.joining());
    }

    @Test
    void digitsOfAnEncryptedStreamAreReadWithTheKeyOfItsSender() {
        announce(SENDER, KEY);
        announce(RECEIVER, key(2));
        speak(10);
        press(4);
        speak(10);
        press(11);
        assertEquals("4#", digits());
        assertEquals(120, streams.only().events().digits().getFirst().durationMillis());
    }

    @Test
    void digitsAreReadAfterTheSequenceNumberHasWrappedTwiceWithoutOne() {
        announce(SENDER, KEY);
        announce(RECEIVER, key(2));
        speak(140_000);
        press(7);
        assertEquals("7", digits());
    }

    @Test
    void digitsAreReadBehindATranslationWithWhateverKeyOpensThem() {
        announce(new Endpoint(RECEIVER.address(), 9), key(3));
        announce(new Endpoint(RECEIVER.address(), 11), KEY);
        announce(RECEIVER, key(2));
        speak(3);
        press(1);
        assertEquals("1", digits());
    }

    @Test
    void aKeyThatIsToldLaterOpensWhatComesThen() {
        announce(RECEIVER, key(2));
        speak(3);
        press(1);
        announce(SENDER, KEY);
        speak(3);
        press(2);
        assertEquals("2", digits());
    }

    @Test
    void aTapThatShowsInClearWhatIsEncryptedOnTheWireIsReadAsItIs() {
        announce(SENDER, KEY);
        announce(RECEIVER, key(2));
        byte[] event = {9, (byte) 0x8a, 0, (byte) 160};
        streams.datagram(0, 4000, 5000, Frames.rtp(EVENTS | 0x80, 1, 7, 7, event));
        assertEquals("9", digits());
    }

    @Test
    void noDigitIsMadeUpFromWhatNoKeyOpens() {
        announce(RECEIVER, key(2));
        announce(SENDER, key(3));
        for (int digit = 0; digit < 12; digit++) {
            press(digit);
            speak(2);
        }
        assertEquals("", digits());
        assertEquals(List.of(), streams.only().events().digits());
        assertEquals(120, streams.only().sequence().packets());
    }
}
