package io.milliwatt.inspector.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.Frames;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacketSeriesTest {
    private static final StreamKey KEY =
            new StreamKey(
                    0,
                    new Endpoint(Datagram.address(0, Datagram.IPV4_MAPPED | 0x0a00_0001), 4000),
                    new Endpoint(Datagram.address(0, Datagram.IPV4_MAPPED | 0x0a00_0002), 5000),
                    7);

    private final SeriesRecorder recorder = new SeriesRecorder(KEY, new MediaHints(), 100);
    private final Datagram datagram = new Datagram();
    private long frame;

    private void packet(double millis, int type, int sequence, int ssrc) {
        byte[] rtp = Frames.rtp(type, sequence, 160L * sequence, ssrc);
        recorder.onDatagram(
                datagram.seen((long) (millis * 1e6), ++frame, 0)
                        .from(0, Datagram.IPV4_MAPPED | 0x0a00_0001, 4000)
                        .to(0, Datagram.IPV4_MAPPED | 0x0a00_0002, 5000)
                        .carrying(rtp, 0, rtp.length, rtp.length));
    }

    @Test
    void showsEachPacketOfOneStream() {
        packet(0, 0x80, 1, 7);
        packet(10, 0, 1, 8); // of another stream
        packet(25, 0, 2, 7);
        packet(40, 0, 4, 7);
        packet(41, 0, 4, 7);
        packet(60, 13, 5, 7);
        PacketSeries series = recorder.series();
        assertEquals(
                List.of(
                        PacketStatus.OK,
                        PacketStatus.OK,
                        PacketStatus.AFTER_GAP,
                        PacketStatus.DUPLICATE,
                        PacketStatus.COMFORT_NOISE),
                IntStream.range(0, series.size()).mapToObj(series::status).toList());
        PacketRow second = series.row(1);
        assertEquals(3, second.frame());
        assertEquals(2, second.sequence());
        assertEquals(320, second.timestamp());
        assertEquals(new PacketRow.Timing(25, 5 / 16f, -5, 2 * 200 * 8 / 1000f), second.timing());
        assertTrue(series.row(0).mark().marker());
        assertEquals(13, series.row(4).mark().payloadType());
        assertEquals(2, series.nextProblem(-1));
        assertEquals(3, series.nextProblem(2));
        assertEquals(-1, series.nextProblem(3));
        assertEquals(2, series.firstAt(26_000_000));
        assertEquals(5, series.firstAt(70_000_000));
        assertThrows(IndexOutOfBoundsException.class, () -> series.row(5));
    }

    @Test
    void keepsTheLastPacketsOfALongStream() {
        for (int i = 0; i < 1000; i++) {
            packet(20 * i, 0, i, 7);
        }
        PacketSeries series = recorder.series();
        assertTrue(series.size() >= 100 && series.size() <= 200, () -> "" + series.size());
        assertEquals(1000, series.left() + series.size());
        assertEquals(999, series.row(series.size() - 1).sequence());
        assertEquals(51 * 200 * 8 / 1000f, series.kilobitsPerSecond(series.size() - 1));
        assertEquals(1000, series.report().sequence().packets());
    }

    @Test
    void aSeriesDoesNotChangeAnyMore() {
        packet(0, 0, 1, 7);
        PacketSeries series = recorder.series();
        packet(20, 0, 2, 7);
        assertEquals(1, series.size());
    }
}
