package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.Octets;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.rtcp.CompoundRtcp;
import io.milliwatt.protocol.rtcp.Goodbye;
import io.milliwatt.protocol.rtcp.SenderReport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Reads RTCP and tells it to the streams it is about (RFC 3550, section 6): a sender report to the
/// stream of its SSRC, a report block to the stream that its sender receives.
final class RtcpTable {
    private static final int HEADER = 8;

    /// Streams of one SSRC that RTCP is told to: one for each tap, and those of a collision.
    private static final int MOST_OF_ONE_SSRC = 64;

    private final Map<Long, List<RtpStream>> bySsrc = new HashMap<>();
    private long packets;
    private long unreadable;

    /// Whether the first octets claim to be RTCP (RFC 5761, section 4) and the length in them fits.
    static boolean mayBe(Datagram datagram) {
        byte[] bytes = datagram.bytes();
        int at = datagram.offset();
        return datagram.length() >= HEADER
                && Octets.u8(bytes, at) >> 6 == 2
                && RtpFields.isRtcpType(Octets.u8(bytes, at + 1))
                && 4 * Octets.u16(bytes, at + 2) + 4 <= datagram.wireLength();
    }

    void add(RtpStream stream) {
        List<RtpStream> same = bySsrc.computeIfAbsent(stream.key().ssrc(), _ -> new ArrayList<>(1));
        if (same.size() < MOST_OF_ONE_SSRC) {
            same.add(stream);
        }
    }

    void onDatagram(Datagram datagram) {
        packets++;
        ByteBuffer bytes = ByteBuffer.wrap(datagram.bytes(), datagram.offset(), datagram.length());
        switch (CompoundRtcp.parse(bytes, CompoundRtcp.Form.REDUCED_SIZE)) {
            case ParseResult.Malformed<CompoundRtcp> _ -> unreadable++;
            case ParseResult.Parsed<CompoundRtcp>(CompoundRtcp compound) ->
                    onCompound(compound, datagram);
        }
    }

    private void onCompound(CompoundRtcp compound, Datagram datagram) {
        long nanos = datagram.timeNanos();
        int tap = datagram.tap();
        Endpoint from = datagram.source();
        Endpoint to = datagram.destination();
        compound.all(SenderReport.class)
                .forEach(report ->
                        tell(
                                report.ssrc(),
                                key -> nearness(key.tap(), tap, key.source(), from),
                                stream -> stream.rtcp().onSenderReport(report, nanos)));
        compound.blocks()
                .forEach(block ->
                        tell(
                                block.ssrc(),
                                key ->
                                        nearness(key.tap(), tap, key.destination(), from)
                                                + nearness(key.tap(), tap, key.source(), to),
                                stream -> stream.rtcp().onBlock(block, nanos)));
        compound.all(Goodbye.class)
                .flatMap(bye -> bye.ssrcs().stream())
                .forEach(ssrc ->
                        tell(
                                ssrc,
                                key -> nearness(key.tap(), tap, key.source(), from),
                                stream -> stream.rtcp().onBye()));
    }

    /// How well a stream's endpoint agrees with one of RTCP, which has the same port or the next.
    private static int nearness(int tapOfStream, int tap, Endpoint ofStream, Endpoint ofRtcp) {
        if (tapOfStream != tap || !ofStream.address().equals(ofRtcp.address())) {
            return 0;
        }
        int apart = ofRtcp.port() - ofStream.port();
        return apart == 0 || apart == 1 ? 2 : 1;
    }

    /// How well a stream agrees; 0 = not at all.
    @FunctionalInterface
    private interface Agreement {
        int of(StreamKey key);
    }

    /// Tells the stream with this SSRC that agrees best; none when two agree alike.
    private void tell(long ssrc, Agreement agreement, Consumer<RtpStream> what) {
        int best = 0;
        List<RtpStream> nearest = new ArrayList<>(1);
        for (RtpStream stream : bySsrc.getOrDefault(ssrc, List.of())) {
            int agrees = agreement.of(stream.key());
            if (agrees > best) {
                best = agrees;
                nearest.clear();
            }
            if (agrees == best && agrees > 0) {
                nearest.add(stream);
            }
        }
        if (nearest.size() == 1) {
            what.accept(nearest.getFirst());
        }
    }

    long packets() {
        return packets;
    }

    long unreadable() {
        return unreadable;
    }
}
