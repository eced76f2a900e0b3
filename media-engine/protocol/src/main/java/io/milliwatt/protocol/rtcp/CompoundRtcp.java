package io.milliwatt.protocol.rtcp;

import io.milliwatt.protocol.MalformedReason;
import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.ParseResult.Malformed;
import io.milliwatt.protocol.ParseResult.Parsed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What one datagram of RTCP holds: a report first, then others. RFC 3550, section 6.1, checked as
/// in appendix A.2: version 2 everywhere, SR or RR first and without padding, padding only in the
/// last packet, lengths that add up to the datagram. Where both sides agreed on it, the report may
/// be missing ([Form#REDUCED_SIZE]).
public record CompoundRtcp(List<RtcpPacket> packets, Form form) {

    /// What a datagram begins with, and, given to a parser, what it may begin with.
    public enum Form {
        /// SR or RR: RFC 3550, section 6.1.
        COMPOUND,
        /// Any other packet: RFC 5506, section 3.4, after `a=rtcp-rsize`. A parser told so accepts
        /// [#COMPOUND] too.
        REDUCED_SIZE
    }

    public CompoundRtcp {
        packets = List.copyOf(packets);
        if (packets.isEmpty()) {
            throw new IllegalArgumentException("a datagram of RTCP holds at least 1 packet, not 0");
        }
        if (isReport(packets.getFirst()) != (form == Form.COMPOUND)) {
            throw new IllegalArgumentException(
                    "compound RTCP begins with SR or RR, reduced size with another; this is "
                            + form
                            + " and begins with type "
                            + packets.getFirst().packetType());
        }
    }

    /// A full compound: begins with SR or RR.
    public CompoundRtcp(List<RtcpPacket> packets) {
        this(packets, Form.COMPOUND);
    }

    private static boolean isReport(RtcpPacket packet) {
        return packet instanceof SenderReport || packet instanceof ReceiverReport;
    }

    /// Reads position..limit of `datagram`, a full compound; the buffer is left as it was.
    public static ParseResult<CompoundRtcp> parse(ByteBuffer datagram) {
        return parse(datagram, Form.COMPOUND);
    }

    /// Reads position..limit of `datagram`; the buffer is left as it was.
    ///
    /// @param accepted what both sides agreed on
    public static ParseResult<CompoundRtcp> parse(ByteBuffer datagram, Form accepted) {
        ByteBuffer in = datagram.slice().order(ByteOrder.BIG_ENDIAN);
        List<RtcpPacket> packets = new ArrayList<>();
        Form form = Form.COMPOUND;
        do {
            int start = in.position();
            boolean padded = in.hasRemaining() && (in.get(start) & 0x20) != 0;
            switch (RtcpPacket.parse(in)) {
                case Malformed<RtcpPacket>(MalformedReason reason, int offset, String detail) -> {
                    return ParseResult.malformed(reason, start + offset, detail);
                }
                case Parsed<RtcpPacket>(RtcpPacket packet) -> {
                    if (packets.isEmpty() && !isReport(packet)) {
                        if (accepted == Form.COMPOUND) {
                            return ParseResult.malformed(
                                    MalformedReason.BAD_TYPE,
                                    1,
                                    "compound RTCP begins with type 200 or 201, packet has "
                                            + packet.packetType());
                        }
                        form = Form.REDUCED_SIZE;
                    }
                    packets.add(packet);
                }
            }
            if (padded && (in.hasRemaining() || (start == 0 && form == Form.COMPOUND))) {
                return ParseResult.malformed(
                        MalformedReason.BAD_PADDING,
                        start,
                        "RTCP padding may stand in the last packet of a compound only, is in "
                                + packets.size());
            }
        } while (in.hasRemaining());
        return ParseResult.parsed(new CompoundRtcp(packets, form));
    }

    /// The packets of one kind, in order.
    public <T extends RtcpPacket> Stream<T> all(Class<T> kind) {
        return packets.stream().filter(kind::isInstance).map(kind::cast);
    }

    /// The report blocks of every SR and RR.
    public List<ReportBlock> blocks() {
        return packets.stream()
                .flatMap(packet ->
                        switch (packet) {
                            case SenderReport report -> report.blocks().stream();
                            case ReceiverReport report -> report.blocks().stream();
                            case SourceDescription _,
                                    Goodbye _,
                                    ApplicationDefined _,
                                    TransportFeedback _,
                                    PayloadFeedback _,
                                    ExtendedReport _,
                                    UnknownRtcp _ ->
                                    Stream.empty();
                        })
                .toList();
    }

    /// Octets on the wire.
    public int size() {
        return packets.stream().mapToInt(RtcpPacket::size).sum();
    }

    /// Writes at the position of `out`, which needs [#size()] octets of room.
    public void writeTo(ByteBuffer out) {
        out.order(ByteOrder.BIG_ENDIAN);
        packets.forEach(packet -> packet.writeTo(out));
    }
}
