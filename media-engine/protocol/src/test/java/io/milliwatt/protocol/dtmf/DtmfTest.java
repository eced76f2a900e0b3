package io.milliwatt.protocol.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.Property;
import io.milliwatt.protocol.dtmf.DtmfSender.EventPacket;
import io.milliwatt.protocol.rtp.RtpPacket;
import io.milliwatt.protocol.rtp.RtpView;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DtmfTest {
    private static List<EventPacket> packets(DtmfSender sender, long timestamp) {
        List<EventPacket> packets = new ArrayList<>();
        for (long now = timestamp; !sender.isIdle(); now += 160) {
            sender.next(now).ifPresent(packets::add);
        }
        return packets;
    }

    private static String received(DtmfReceiver receiver, List<EventPacket> packets) {
        StringBuilder digits = new StringBuilder();
        for (EventPacket packet : packets) {
            receiver.onEvent(7, packet.timestamp(), packet.event()).ifPresent(digits::append);
        }
        return digits.toString();
    }

    @Test
    void readsAndWritesThePayload() {
        byte[] bytes =
                Property.hex(
                        """
                        0b      # event 11: #
                        8a      # end, volume 10
                        03 20   # 800 ticks
                        """);
        TelephoneEvent event = TelephoneEvent.parse(Property.embedded(bytes)).orThrow();
        assertEquals(new TelephoneEvent(11, true, 10, 800), event);
        assertEquals(Optional.of('#'), event.digit());
        ByteBuffer out = ByteBuffer.allocate(event.size());
        event.writeTo(out);
        assertEquals(ByteBuffer.wrap(bytes), out.flip());
    }

    @Test
    void refusesAShortPayload() {
        var refused =
                assertInstanceOf(
                        ParseResult.Malformed.class,
                        TelephoneEvent.parse(Property.embedded(new byte[3])));
        assertEquals("telephone event needs 4 bytes, payload has 3", refused.detail());
    }

    @Test
    void anyFourBytesAreAnEventThatReadsTheSameAgain() {
        Property.holds(
                5000,
                draw -> {
                    TelephoneEvent event =
                            TelephoneEvent.parse(Property.embedded(draw.bytes(draw.between(4, 9))))
                                    .orThrow();
                    ByteBuffer out = ByteBuffer.allocate(4);
                    event.writeTo(out);
                    assertEquals(event, TelephoneEvent.parse(out.flip()).orThrow());
                });
    }

    @Test
    void everyDigitHasItsEvent() {
        String digits = "0123456789*#ABCD";
        for (int i = 0; i < digits.length(); i++) {
            assertEquals(i, TelephoneEvent.eventOf(digits.charAt(i)).orElseThrow());
        }
        assertEquals(12, TelephoneEvent.eventOf('a').orElseThrow());
        assertTrue(TelephoneEvent.eventOf('x').isEmpty());
        assertEquals(Optional.empty(), new TelephoneEvent(16, false, 0, 0).digit());
    }

    @Test
    void aDigitIsSentWithGrowingDurationAndThreeEndPackets() {
        DtmfSender sender = new DtmfSender();
        assertTrue(sender.send("5"));
        List<EventPacket> packets = packets(sender, 1000);
        assertEquals(
                List.of(160, 320, 480, 640, 800, 800, 800),
                packets.stream().map(packet -> packet.event().duration()).toList());
        assertEquals(
                List.of(false, false, false, false, true, true, true),
                packets.stream().map(packet -> packet.event().end()).toList());
        assertEquals(
                List.of(true, false, false, false, false, false, false),
                packets.stream().map(EventPacket::marker).toList());
        assertTrue(packets.stream().allMatch(packet -> packet.timestamp() == 1000));
        assertTrue(packets.stream().allMatch(packet -> packet.event().event() == 5));
    }

    @Test
    void digitsFollowEachOtherAfterAPause() {
        DtmfSender sender = new DtmfSender(160, 4, 3);
        assertTrue(sender.send("12"));
        List<Long> timestamps =
                packets(sender, 0xffff_ff00L).stream()
                        .map(EventPacket::timestamp)
                        .distinct()
                        .toList();
        assertEquals(List.of(0xffff_ff00L, 7 * 160L - 0x100), timestamps);
    }

    @Test
    void textThatIsNotAllDigitsOrTooLongIsNotQueued() {
        DtmfSender sender = new DtmfSender();
        assertFalse(sender.send("12x"));
        assertFalse(sender.send("1".repeat(DtmfSender.CAPACITY + 1)));
        assertTrue(sender.isIdle());
        assertEquals(Optional.empty(), sender.next(0));
        assertTrue(sender.send(""));
        assertTrue(sender.isIdle());
    }

    @Test
    void whatIsSentIsReceivedWhateverPacketsOfAnEventAreLostRepeatedOrLate() {
        Property.holds(
                500,
                draw -> {
                    StringBuilder digits = new StringBuilder();
                    for (int i = draw.between(1, 8); i > 0; i--) {
                        digits.append("0123456789*#ABCD".charAt(draw.below(16)));
                    }
                    DtmfSender sender = new DtmfSender();
                    sender.send(digits.toString());
                    List<EventPacket> sent = packets(sender, draw.unsigned32());
                    List<EventPacket> arrived = new ArrayList<>();
                    for (int i = 0; i < sent.size(); i += 7) {
                        int kept = draw.below(7); // one packet of the seven is never lost
                        for (int j = 0; j < 7; j++) {
                            if (j == kept || draw.chance(50)) {
                                arrived.add(sent.get(i + j));
                            }
                        }
                        if (i > 0 && draw.chance(30)) {
                            arrived.add(
                                    sent.get(i - 1)); // an end packet overtaken by the next digit
                        }
                    }
                    assertEquals(digits.toString(), received(new DtmfReceiver(), arrived));
                });
    }

    @Test
    void aLongPressInSegmentsIsOneDigit() {
        DtmfReceiver receiver = new DtmfReceiver();
        List<EventPacket> packets = new ArrayList<>();
        for (long segment = 0; segment < 3; segment++) {
            TelephoneEvent event = new TelephoneEvent(9, segment == 2, 10, 0xffff);
            packets.add(new EventPacket(event, segment * 0xffff, segment == 0));
        }
        assertEquals("9", received(receiver, packets));
        assertEquals(
                Optional.of('9'),
                receiver.onEvent(7, 3 * 0xffff, new TelephoneEvent(9, false, 10, 160)));
    }

    @Test
    void anotherSourceAndATimelineThatStartedOverAreNew() {
        DtmfReceiver receiver = new DtmfReceiver();
        TelephoneEvent one = new TelephoneEvent(1, false, 10, 160);
        assertEquals(Optional.of('1'), receiver.onEvent(7, 1_000_000, one));
        assertEquals(Optional.empty(), receiver.onEvent(7, 1_000_000 - 800, one));
        assertEquals(Optional.of('1'), receiver.onEvent(8, 1_000_000 - 800, one));
        assertEquals(Optional.of('1'), receiver.onEvent(8, 5, one));
    }

    @Test
    void readsEventsFromPacketsAndCountsBadOnes() {
        DtmfReceiver receiver = new DtmfReceiver();
        RtpView view = new RtpView();
        assertNull(view.wrap(RtpPacket.of(101, 1, 1, 7, Property.hex("050a00a0")).toBuffer()));
        assertEquals(Optional.of('5'), receiver.onPacket(view));
        assertEquals(Optional.empty(), receiver.onPacket(view));
        assertNull(view.wrap(RtpPacket.of(101, 1, 9999, 7, Property.hex("050a")).toBuffer()));
        assertEquals(Optional.empty(), receiver.onPacket(view));
        assertEquals(1, receiver.malformed());
    }
}
