package io.milliwatt.inspector.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.Frames;
import io.milliwatt.inspector.packet.Hex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamTableTest {
    private static final Endpoint RECEIVER =
            new Endpoint(Datagram.address(0, Datagram.IPV4_MAPPED | 0x0a00_0002), 5000);

    private static Streams stream(int... sequences) {
        Streams streams = new Streams();
        for (int i = 0; i < sequences.length; i++) {
            streams.packet(20.0 * i, sequences[i], 160L * sequences[i]);
        }
        return streams;
    }

    @Test
    void countsFromTheFirstPacketWhenTheSecondShowsItIsAStream() {
        Streams streams = new Streams().packet(0, 10, 0);
        assertEquals(List.of(), streams.table.reports());
        assertEquals(StreamTable.Kind.OTHER, streams.table.lastKind());
        streams.packet(20, 11, 160);
        assertEquals(StreamTable.Kind.RTP, streams.table.lastKind());
        assertEquals(2, streams.only().sequence().packets());
        assertEquals(1, streams.only().timing().span().firstFrame());
    }

    @Test
    void countsAnAnnouncedStreamFromItsFirstPacket() {
        Streams streams = new Streams();
        streams.hints.expect(RECEIVER);
        assertEquals(1, streams.packet(0, 10, 0).only().sequence().packets());
    }

    @Test
    void takesNoOtherProtocolForRtp() {
        byte[] sip = "OPTIONS sip:a@b SIP/2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] stun = Hex.bytes("0001 0000 2112a442 000102030405060708090a0b");
        byte[] dtls = Hex.bytes("16 fefd 0000 0000 0000 0000 0000 0000 0000");
        byte[] dns = Hex.bytes("8001 8180 0001 0001 0000 0000 0361626300 0001 0001");
        Streams streams = new Streams();
        for (int i = 0; i < 10; i++) {
            for (byte[] payload : List.of(sip, stun, dtls, dns)) {
                streams.datagram(i, 4000, 5000, payload);
            }
        }
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            streams.datagram(i, 4000, 5000, noise);
        }
        assertEquals(List.of(), streams.table.reports());
    }

    @Test
    void tellsLossReorderingAndDuplicatesApart() {
        SequenceReport report = stream(1, 2, 4, 3, 3, 8, 9, 10).only().sequence();
        assertEquals(8, report.packets());
        assertEquals(10, report.expected());
        assertEquals(3, report.lost(), "5, 6 and 7");
        assertEquals(30.0, report.lostPercent());
        assertEquals(1, report.outOfOrder());
        assertEquals(1, report.duplicates());
        assertEquals(2, report.wiresharkLost(), "a duplicate makes up for one there");
        assertEquals(1, report.loss().gaps());
        assertEquals(3, report.loss().longestGap());
        assertEquals(3, report.loss().inBursts());
        SequenceGap gap = report.loss().last().getFirst();
        assertEquals(5, gap.firstMissing());
        assertEquals(6, gap.frame(), "the packet behind the gap");
    }

    @Test
    void aLatePacketDividesAGap() {
        LossReport loss = stream(1, 7, 4, 8).only().sequence().loss();
        assertEquals(4, loss.lost());
        assertEquals(2, loss.gaps());
        assertEquals(2, loss.longestGap());
        assertEquals(List.of(2L, 5L), loss.last().stream().map(SequenceGap::firstMissing).toList());
    }

    @Test
    void countsAllGapsThoughItTellsTheLast() {
        Streams streams = new Streams();
        for (int i = 0; i < 1000; i++) {
            streams.packet(20 * i, 3 * i, 480 * i);
        }
        LossReport loss = streams.only().sequence().loss();
        assertEquals(1998, loss.lost());
        assertEquals(999, loss.gaps());
        assertEquals(1998, loss.inBursts());
        assertTrue(loss.last().size() <= 256 && loss.last().getLast().firstMissing() == 2995);
    }

    @Test
    void followsTheNumbersOverTheirEnd() {
        SequenceReport report = stream(65534, 65535, 65536, 65537, 65539).only().sequence();
        assertEquals(6, report.expected());
        assertEquals(1, report.lost());
        assertEquals(65534, report.range().first());
        assertEquals(65539, report.range().highest());
    }

    @Test
    void goesOnWhenTheSourceStartsOver() {
        SequenceReport report =
                stream(100, 101, 102, 40_000, 40_001, 40_002, 40_004).only().sequence();
        assertEquals(1, report.restarts());
        assertEquals(8, report.expected());
        assertEquals(1, report.lost());
        assertEquals(7, report.packets());
    }

    @Test
    void aStreamIsMadeOfTapAddressesPortsAndSsrc() {
        Streams streams = new Streams();
        for (int i = 0; i < 3; i++) {
            streams.datagram(i, 4000, 5000, Frames.rtp(0, i, 0, 7));
            streams.datagram(i, 4000, 5000, Frames.rtp(0, i, 0, 8)); // another SSRC
            streams.datagram(i, 4002, 5000, Frames.rtp(0, i, 0, 7)); // a collision
        }
        assertEquals(
                List.of("4000 0x00000007", "4000 0x00000008", "4002 0x00000007"),
                streams.table.streams().stream()
                        .map(RtpStream::key)
                        .map(key -> key.source().port() + " " + key.ssrcText())
                        .toList());
    }

    @Test
    void findsEachOfManyStreams() {
        Streams streams = new Streams();
        for (int i = 0; i < 5; i++) {
            for (int stream = 0; stream < 2000; stream++) {
                int port = 10_000 + stream;
                streams.datagram(i, port, 5000, Frames.rtp(0, i, 0, 7, new byte[20]));
            }
        }
        assertEquals(2000, streams.table.streams().size());
        streams.table.streams().forEach(stream -> assertEquals(5, stream.packets()));
    }

    @Test
    void knowsAClockThatSdpTellsLate() {
        Streams streams = new Streams();
        for (int i = 0; i < 50; i++) {
            if (i == 20) {
                streams.hints.expect(RECEIVER, 111, new MediaFormat("opus", 48_000, 2));
            }
            streams.packet(20 * i + i % 2, 111, i, 960L * i);
        }
        StreamReport report = streams.only();
        assertEquals(List.of(new PayloadUse(111, "opus", 48_000, 50)), report.payloads());
        assertEquals(20, report.events().clockUnknown());
        assertTrue(report.timing().jitterMillis().max() > 0.5, report.timing()::toString);
        assertTrue(report.timing().jitterMillis().max() <= 1, report.timing()::toString);
    }

    @Test
    void whatAllToldAlikeHoldsForAddressesThatWereRewritten() {
        MediaHints hints = new MediaHints();
        Endpoint elsewhere = new Endpoint(RECEIVER.address(), 9);
        hints.expect(RECEIVER, 111, new MediaFormat("opus", 48_000, 2));
        assertEquals("opus", hints.format(elsewhere, elsewhere, 111).codec());
        hints.expect(elsewhere, 111, new MediaFormat("speex", 16_000, 1));
        Endpoint third = new Endpoint(RECEIVER.address(), 10);
        assertEquals("", hints.format(third, third, 111).codec());
        assertEquals("opus", hints.format(third, RECEIVER, 111).codec());
        assertEquals("PCMA", hints.format(third, third, 8).codec());
    }

    @Test
    void countsTheOctetsOfPayloadAndOfIp() {
        TrafficReport traffic = stream(1, 2, 3).only().traffic();
        assertEquals(480, traffic.payloadOctets());
        assertEquals(600, traffic.ipOctets());
        assertEquals(40, traffic.durationMillis(), 1e-9);
        assertEquals(120_000, traffic.ipBitsPerSecond(), 1e-6);
    }

    @Test
    void readsTheHeaderOfAPacketThatTheCaptureCut() {
        Streams streams = new Streams();
        Datagram datagram = new Datagram();
        for (int i = 0; i < 3; i++) {
            byte[] whole = Frames.rtp(0, i, 160 * i, 7);
            whole[0] = (byte) 0xa0; // padding, whose length is cut off
            streams.table.onDatagram(
                    datagram.seen(i, i, 0)
                            .from(0, 1, 1)
                            .to(0, 2, 2)
                            .carrying(whole, 0, 14, whole.length));
        }
        assertEquals(3 * 160, streams.only().traffic().payloadOctets());
    }
}
