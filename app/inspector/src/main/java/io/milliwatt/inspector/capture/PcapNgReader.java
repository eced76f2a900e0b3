package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.Octets;
import java.util.ArrayList;
import java.util.List;

/// The format of blocks, draft-ietf-opsawg-pcapng, section 3.1.
///
/// ```
///                         1                   2                   3
///     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///  0 |                          Block Type                           |
///    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///  4 |                      Block Total Length                       |
///    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///  8 /                          Block Body                           /
///    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///    |                      Block Total Length                       |
///    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// ```
///
/// Read are section header, interface description, enhanced, simple and (obsolete) packet blocks
/// and interface statistics; name resolution, secrets and unknown blocks are left out. Interfaces
/// of a later section are taps of their own.
final class PcapNgReader implements RecordReader {
    static final int SECTION_HEADER = 0x0a0d_0d0a;
    static final int INTERFACE_DESCRIPTION = 1;
    static final int OBSOLETE_PACKET = 2;
    static final int SIMPLE_PACKET = 3;
    static final int INTERFACE_STATISTICS = 5;
    static final int ENHANCED_PACKET = 6;
    static final int BYTE_ORDER_MAGIC = 0x1a2b_3c4d;

    static final int IF_NAME = 2;
    static final int IF_DESCRIPTION = 3;
    static final int IF_TSRESOL = 9;
    static final int IF_TSOFFSET = 14;
    static final int ISB_IFDROP = 5;

    private static final int SMALLEST_BLOCK = 12;

    private final FrameEmitter emitter;
    private final List<Interface> section = new ArrayList<>();
    private boolean littleEndian;
    private int needed = SMALLEST_BLOCK;

    /// An interface of this section.
    ///
    /// @param tap over all sections
    private record Interface(int tap, long snapLength, TimeUnitOfInterface unit) {}

    PcapNgReader(FrameEmitter emitter) {
        this.emitter = emitter;
    }

    static int padded(int length) {
        return length + 3 & ~3;
    }

    @Override
    public CaptureFormat format() {
        return CaptureFormat.PCAPNG;
    }

    @Override
    public void noMoreFollows() {
        // a block is as long as it says, or not there
    }

    @Override
    public int needed() {
        return needed;
    }

    @Override
    public long read(byte[] bytes, int from, int to) {
        if (to - from < SMALLEST_BLOCK) {
            needed = SMALLEST_BLOCK;
            return 0;
        }
        int type = (int) Octets.u32(bytes, from, littleEndian);
        if (type == SECTION_HEADER && !readByteOrder(bytes, from)) {
            emitter.problem(
                    "section header has byte order magic %x", Octets.u32(bytes, from + 8), 0);
            return GIVE_UP;
        }
        long total = Octets.u32(bytes, from + 4, littleEndian);
        if (total < SMALLEST_BLOCK || total % 4 != 0) {
            emitter.problem("block of type %d says it has %d bytes; stopped there", type, total);
            return GIVE_UP;
        }
        if (total > LONGEST_RECORD) {
            emitter.problem("block of type %d with %d bytes skipped", type, total);
            return total;
        }
        if (to - from < total) {
            needed = (int) total;
            return 0;
        }
        int bodyEnd = from + (int) total - 4;
        long again = Octets.u32(bytes, bodyEnd, littleEndian);
        if (again != total) {
            emitter.problem("block says %d bytes at its beginning and %d at its end", total, again);
        }
        readBody(type, bytes, from + 8, bodyEnd);
        return total;
    }

    /// A section may be in another byte order than the one before.
    private boolean readByteOrder(byte[] bytes, int from) {
        int magic = Octets.i32(bytes, from + 8);
        littleEndian = Integer.reverseBytes(magic) == BYTE_ORDER_MAGIC;
        return littleEndian || magic == BYTE_ORDER_MAGIC;
    }

    private void readBody(int type, byte[] bytes, int at, int end) {
        switch (type) {
            case SECTION_HEADER -> section.clear();
            case INTERFACE_DESCRIPTION -> readInterface(bytes, at, end);
            case ENHANCED_PACKET -> readEnhanced(bytes, at, end);
            case SIMPLE_PACKET -> readSimple(bytes, at, end);
            case OBSOLETE_PACKET -> readObsolete(bytes, at, end);
            case INTERFACE_STATISTICS -> readStatistics(bytes, at, end);
            default -> {} // names, secrets, blocks of others
        }
    }

    /// Link type (2), reserved (2), snapshot length (4), options.
    private void readInterface(byte[] bytes, int at, int end) {
        if (tooShort(end - at, 8, "interface description")) {
            return;
        }
        String name = "";
        String description = "";
        int resolution = TimeUnitOfInterface.MICROSECONDS;
        long offsetSeconds = 0;
        Options options = new Options(bytes, at + 8, end, littleEndian);
        while (options.next()) {
            switch (options.code()) {
                case IF_NAME -> name = options.text();
                case IF_DESCRIPTION -> description = options.text();
                case IF_TSRESOL -> resolution = options.octet();
                case IF_TSOFFSET -> offsetSeconds = options.number();
                default -> {}
            }
        }
        int linkType = Octets.u16(bytes, at, littleEndian);
        long snapLength = Octets.u32(bytes, at + 4, littleEndian);
        int tap = emitter.addInterface(name, description, linkType, snapLength);
        if (tap < 0) {
            emitter.problem("more interfaces than %d are left out", section.size(), 0);
            return;
        }
        section.add(
                new Interface(tap, snapLength, new TimeUnitOfInterface(resolution, offsetSeconds)));
    }

    /// Interface (4), timestamp high (4) and low (4), captured (4), original (4), packet, options.
    private void readEnhanced(byte[] bytes, int at, int end) {
        if (tooShort(end - at, 20, "enhanced packet")) {
            return;
        }
        long index = Octets.u32(bytes, at, littleEndian);
        if (isUnknown(index)) {
            return;
        }
        packet(section.get((int) index), bytes, at + 4, end);
    }

    /// Interface (2), drops (2), then as an enhanced packet.
    private void readObsolete(byte[] bytes, int at, int end) {
        if (tooShort(end - at, 20, "packet")) {
            return;
        }
        int index = Octets.u16(bytes, at, littleEndian);
        if (isUnknown(index)) {
            return;
        }
        packet(section.get(index), bytes, at + 4, end);
    }

    /// Timestamp high (4) and low (4), captured (4), original (4), packet, options.
    private void packet(Interface of, byte[] bytes, int at, int end) {
        long units =
                Octets.u32(bytes, at, littleEndian) << 32 | Octets.u32(bytes, at + 4, littleEndian);
        long captured = Octets.u32(bytes, at + 8, littleEndian);
        long original = Octets.u32(bytes, at + 12, littleEndian);
        int data = at + 16;
        if (captured > end - data) {
            emitter.problem(
                    "packet says %d captured bytes, its block has %d", captured, end - data);
            captured = end - data;
        }
        Frame frame =
                emitter.begin(of.tap(), of.unit().nanos(units))
                        .carrying(
                                bytes,
                                data,
                                (int) captured,
                                (int) Math.clamp(original, captured, Integer.MAX_VALUE));
        int optionsAt = data + padded((int) captured);
        if (end - optionsAt >= 8) {
            Options options = new Options(bytes, optionsAt, end, littleEndian);
            while (options.next()) {
                if (options.code() == Options.COMMENT) {
                    frame.commented(options.text());
                }
            }
        }
        emitter.give(frame);
    }

    /// Original length (4), packet. It has neither time nor interface: the time of the packet
    /// before, the first interface.
    private void readSimple(byte[] bytes, int at, int end) {
        if (tooShort(end - at, 4, "simple packet") || isUnknown(0)) {
            return;
        }
        Interface of = section.getFirst();
        long original = Octets.u32(bytes, at, littleEndian);
        long kept = of.snapLength() == 0 ? original : Math.min(original, of.snapLength());
        if (kept > end - at - 4) {
            emitter.problem("packet says %d bytes, its block has %d", kept, end - at - 4);
        }
        int captured = (int) Math.min(kept, end - at - 4);
        emitter.give(
                emitter.begin(of.tap(), emitter.lastTimeNanos())
                        .carrying(
                                bytes,
                                at + 4,
                                captured,
                                (int) Math.clamp(original, captured, Integer.MAX_VALUE)));
    }

    /// Interface (4), timestamp (8), options.
    private void readStatistics(byte[] bytes, int at, int end) {
        if (tooShort(end - at, 12, "interface statistics")) {
            return;
        }
        long index = Octets.u32(bytes, at, littleEndian);
        if (isUnknown(index)) {
            return;
        }
        Options options = new Options(bytes, at + 12, end, littleEndian);
        while (options.next()) {
            if (options.code() == ISB_IFDROP) {
                emitter.dropped(section.get((int) index).tap(), options.number());
            }
        }
    }

    private boolean tooShort(int has, int needs, String what) {
        if (has < needs) {
            emitter.problem("block (" + what + ") needs %d bytes, has %d", needs, has);
        }
        return has < needs;
    }

    private boolean isUnknown(long index) {
        if (index >= section.size()) {
            emitter.problem("block names interface %d, %d are described", index, section.size());
        }
        return index >= section.size();
    }
}
