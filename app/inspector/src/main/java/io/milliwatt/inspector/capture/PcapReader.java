package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.Octets;

/// The classic format (draft-ietf-opsawg-pcap): a header of 24 octets, then records.
///
/// ```
///                           1                   2                   3
///       0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |                      Timestamp (Seconds)                      |
///      +---------------------------------------------------------------+
///    4 |            Timestamp (Microseconds or nanoseconds)            |
///      +---------------------------------------------------------------+
///    8 |                    Captured Packet Length                     |
///      +---------------------------------------------------------------+
///   12 |                    Original Packet Length                     |
///      +---------------------------------------------------------------+
///   16 /                          Packet Data                          /
/// ```
final class PcapReader implements RecordReader {
    static final int FILE_HEADER = 24;
    static final int MICROSECONDS = 0xa1b2_c3d4;
    static final int NANOSECONDS = 0xa1b2_3c4d;

    private static final int RECORD_HEADER = 16;

    /// Where a length is not believed any more: the greatest snapshot length that libpcap sets.
    private static final long LONGEST_PACKET = 262_144;

    private static final long DAY_SECONDS = 86_400;

    private final FrameEmitter emitter;
    private final boolean littleEndian;
    private final int nanosPerUnit;
    private final int linkType;
    private final int tap;
    private long lastSeconds = -1;
    private long unbelieved = -1;
    private int needed = RECORD_HEADER;
    private boolean lost;
    private boolean isLast;

    /// @param bytes the header is at `at`
    PcapReader(byte[] bytes, int at, FrameEmitter emitter) {
        this.emitter = emitter;
        littleEndian = isMagic(Integer.reverseBytes(Octets.i32(bytes, at)));
        int magic = (int) Octets.u32(bytes, at, littleEndian);
        nanosPerUnit = magic == NANOSECONDS ? 1 : 1000;
        int major = Octets.u16(bytes, at + 4, littleEndian);
        int minor = Octets.u16(bytes, at + 6, littleEndian);
        if (major != 2 || minor != 4) {
            emitter.problem("pcap version is %d.%d, not 2.4; read as such", major, minor);
        }
        long snapLength = Octets.u32(bytes, at + 16, littleEndian);
        linkType = (int) Octets.u32(bytes, at + 20, littleEndian) & 0xffff; // above: FCS length
        tap = emitter.addInterface("", "", linkType, snapLength);
    }

    /// Whether a file begins so, in either byte order.
    static boolean isPcap(int magic) {
        return isMagic(magic) || isMagic(Integer.reverseBytes(magic));
    }

    private static boolean isMagic(int magic) {
        return magic == MICROSECONDS || magic == NANOSECONDS;
    }

    @Override
    public CaptureFormat format() {
        return CaptureFormat.PCAP;
    }

    @Override
    public void noMoreFollows() {
        isLast = true;
    }

    @Override
    public int needed() {
        return needed;
    }

    @Override
    public long read(byte[] bytes, int from, int to) {
        if (to - from < RECORD_HEADER) {
            needed = RECORD_HEADER;
            return 0;
        }
        if (lost) {
            return search(bytes, from, to);
        }
        long captured = Octets.u32(bytes, from + 8, littleEndian);
        if (captured > LONGEST_PACKET) {
            emitter.problem(
                    "record says %d captured bytes, which cannot be; searching for the next record",
                    captured, 0);
            lost = true;
            return 1;
        }
        if (to - from < RECORD_HEADER + captured) {
            needed = RECORD_HEADER + (int) captured;
            return 0;
        }
        long seconds = Octets.u32(bytes, from, littleEndian);
        long fraction = Octets.u32(bytes, from + 4, littleEndian);
        long original = Octets.u32(bytes, from + 12, littleEndian);
        believe(seconds);
        emitter.give(
                emitter.begin(tap, seconds * 1_000_000_000 + fraction * nanosPerUnit)
                        .carrying(
                                bytes,
                                from + RECORD_HEADER,
                                (int) captured,
                                (int) Math.clamp(original, captured, Integer.MAX_VALUE)));
        return RECORD_HEADER + captured;
    }

    /// A record that is none may have any time: one that is far from the others is believed when
    /// the next one agrees with it. Else no record that follows would be plausible.
    private void believe(long seconds) {
        if (lastSeconds < 0 || isNear(seconds, lastSeconds) || isNear(seconds, unbelieved)) {
            lastSeconds = seconds;
        }
        unbelieved = seconds;
    }

    private static boolean isNear(long seconds, long others) {
        return others >= 0 && Math.abs(seconds - others) < DAY_SECONDS;
    }

    /// Goes forward to where a record can begin: a plausible header, and another one behind it.
    private long search(byte[] bytes, int from, int to) {
        for (int at = from; to - at >= RECORD_HEADER; at++) {
            if (!isPlausible(bytes, at)) {
                continue;
            }
            int next = at + RECORD_HEADER + (int) Octets.u32(bytes, at + 8, littleEndian);
            if (next + RECORD_HEADER > to && !isLast) {
                needed = next - at + RECORD_HEADER;
                return at - from; // where the window is to begin
            }
            if (next == to || next + RECORD_HEADER <= to && isPlausible(bytes, next)) {
                lost = false;
                return at == from ? read(bytes, from, to) : at - from;
            }
        }
        needed = RECORD_HEADER;
        return isLast ? to - from : Math.max(0, to - from - RECORD_HEADER + 1);
    }

    private boolean isPlausible(byte[] bytes, int at) {
        long seconds = Octets.u32(bytes, at, littleEndian);
        long fraction = Octets.u32(bytes, at + 4, littleEndian);
        long captured = Octets.u32(bytes, at + 8, littleEndian);
        long original = Octets.u32(bytes, at + 12, littleEndian);
        return captured > 0
                && captured <= LONGEST_PACKET
                && original >= captured
                && original <= LONGEST_PACKET
                && fraction < 1_000_000_000 / nanosPerUnit
                && (lastSeconds < 0 || isNear(seconds, lastSeconds));
    }
}
