package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.FrameSink;
import io.milliwatt.inspector.packet.Octets;
import org.jspecify.annotations.Nullable;

/// The window of bytes through which a capture is read: who has bytes puts them in at [#end], as
/// many as there is [#room], and says so; whole records leave it at once. It is as big as the
/// longest record needs, and no bigger.
final class CaptureWindow {
    private final FrameEmitter emitter;
    private final ProblemLog problems;
    private byte[] bytes;
    private int from;
    private int to;
    private long skip;
    private boolean givenUp;
    private @Nullable RecordReader reader;

    CaptureWindow(int size, FrameSink sink, ProblemLog problems) {
        bytes = new byte[size];
        this.problems = problems;
        emitter = new FrameEmitter(sink, problems);
    }

    FrameEmitter emitter() {
        return emitter;
    }

    byte[] bytes() {
        return bytes;
    }

    /// Where the next bytes are to be put.
    int end() {
        return to;
    }

    /// Makes room at the end and says how much; never 0.
    int room() {
        int kept = to - from;
        if (to == bytes.length || kept == 0) {
            int needed = reader == null ? PcapReader.FILE_HEADER : reader.needed();
            byte[] roomier = bytes;
            if (needed > bytes.length || kept == bytes.length) {
                roomier = new byte[Math.max(2 * bytes.length, Integer.highestOneBit(needed) << 1)];
            }
            System.arraycopy(bytes, from, roomier, 0, kept);
            bytes = roomier;
            from = 0;
            to = kept;
        }
        return bytes.length - to;
    }

    /// So many bytes were put in.
    void filled(int octets) {
        to += octets;
        readAll();
    }

    private void readAll() {
        while (from < to && !givenUp && readOne()) {
            // on with the next record
        }
        if (givenUp) {
            from = to;
        }
    }

    void feed(byte[] more, int offset, int length) {
        int at = offset;
        int left = length;
        while (left > 0) {
            int portion = Math.min(room(), left);
            System.arraycopy(more, at, bytes, to, portion);
            filled(portion);
            at += portion;
            left -= portion;
        }
    }

    /// Takes one record, or a part of what is to be skipped; false = it needs more bytes.
    private boolean readOne() {
        if (skip > 0) {
            int skipped = (int) Math.min(skip, to - from);
            skip -= skipped;
            from += skipped;
            return true;
        }
        RecordReader records = reader;
        if (records == null) {
            return recognise();
        }
        long taken = records.read(bytes, from, to);
        if (taken == RecordReader.GIVE_UP) {
            givenUp = true;
        } else if (taken > to - from) {
            skip = taken - (to - from);
            from = to;
        } else {
            from += (int) taken;
        }
        return taken != 0;
    }

    private boolean recognise() {
        if (to - from < 4) {
            return false;
        }
        int magic = Octets.i32(bytes, from);
        if (magic == PcapNgReader.SECTION_HEADER) {
            reader = new PcapNgReader(emitter);
            return true;
        }
        if (!PcapReader.isPcap(magic)) {
            problems.onProblem(
                    0, "begins with %08x: neither pcap nor pcapng", magic & 0xffff_ffffL, 0);
            givenUp = true;
            return false;
        }
        if (to - from < PcapReader.FILE_HEADER) {
            return false;
        }
        reader = new PcapReader(bytes, from, emitter);
        from += PcapReader.FILE_HEADER;
        return true;
    }

    /// Whether nothing more of it can be read.
    boolean isGivenUp() {
        return givenUp;
    }

    /// No bytes follow: what is left of a record is told.
    void finish() {
        if (reader != null) {
            reader.noMoreFollows();
            readAll();
        }
        if (givenUp) {
            return;
        }
        if (skip > 0) {
            emitter.problem("the file ends, %d bytes short of the block that was skipped", skip, 0);
        } else if (from < to) {
            RecordReader records = reader;
            int needed = records == null ? PcapReader.FILE_HEADER : records.needed();
            emitter.problem(
                    "the file ends in the middle of it: %d bytes of %d are there",
                    to - from, needed);
        } else if (reader == null) {
            problems.onProblem(0, "the file is empty");
        }
        from = to;
        skip = 0;
    }

    CaptureSummary summary(boolean cancelled) {
        RecordReader records = reader;
        return emitter.summary(
                records == null ? CaptureFormat.UNKNOWN : records.format(), cancelled);
    }
}
