package io.milliwatt.inspector.rtp;

import java.util.Arrays;

/// The columns of a series: 46 octets for each packet.
final class SeriesColumns {
    private static final PacketStatus[] STATUSES = PacketStatus.values();
    private static final int FIRST_CAPACITY = 1024;

    private int size;
    private long[] frames = new long[FIRST_CAPACITY];
    private long[] times = new long[FIRST_CAPACITY];
    private int[] timestamps = new int[FIRST_CAPACITY];
    private short[] sequences = new short[FIRST_CAPACITY];

    /// Delta, jitter, skew and kilobits a second of one packet after the other.
    private float[] figures = new float[4 * FIRST_CAPACITY];

    private byte[] markersAndTypes = new byte[FIRST_CAPACITY];
    private byte[] statuses = new byte[FIRST_CAPACITY];
    private int[] octets = new int[FIRST_CAPACITY];

    void add(RtpFields packet, StreamTiming timing, PacketStatus status, double kilobits) {
        if (size == frames.length) {
            resize(2 * size);
        }
        int at = size++;
        frames[at] = packet.frame;
        times[at] = packet.timeNanos;
        timestamps[at] = (int) packet.timestamp;
        sequences[at] = (short) packet.sequence;
        figures[4 * at] = (float) timing.deltaMillis();
        figures[4 * at + 1] = (float) timing.jitterMillis();
        figures[4 * at + 2] = (float) timing.skewMillis();
        figures[4 * at + 3] = (float) kilobits;
        markersAndTypes[at] = (byte) (packet.payloadType | (packet.marker ? 0x80 : 0));
        statuses[at] = (byte) status.ordinal();
        octets[at] = packet.ipOctets;
    }

    private void resize(int capacity) {
        frames = Arrays.copyOf(frames, capacity);
        times = Arrays.copyOf(times, capacity);
        timestamps = Arrays.copyOf(timestamps, capacity);
        sequences = Arrays.copyOf(sequences, capacity);
        figures = Arrays.copyOf(figures, 4 * capacity);
        markersAndTypes = Arrays.copyOf(markersAndTypes, capacity);
        statuses = Arrays.copyOf(statuses, capacity);
        octets = Arrays.copyOf(octets, capacity);
    }

    /// Forgets the first `count` rows.
    void forget(int count) {
        int rest = size - count;
        System.arraycopy(frames, count, frames, 0, rest);
        System.arraycopy(times, count, times, 0, rest);
        System.arraycopy(timestamps, count, timestamps, 0, rest);
        System.arraycopy(sequences, count, sequences, 0, rest);
        System.arraycopy(figures, 4 * count, figures, 0, 4 * rest);
        System.arraycopy(markersAndTypes, count, markersAndTypes, 0, rest);
        System.arraycopy(statuses, count, statuses, 0, rest);
        System.arraycopy(octets, count, octets, 0, rest);
        size = rest;
    }

    SeriesColumns copy() {
        SeriesColumns copy = new SeriesColumns();
        copy.size = size;
        copy.frames = frames;
        copy.times = times;
        copy.timestamps = timestamps;
        copy.sequences = sequences;
        copy.figures = figures;
        copy.markersAndTypes = markersAndTypes;
        copy.statuses = statuses;
        copy.octets = octets;
        copy.resize(Math.max(1, size));
        return copy;
    }

    int size() {
        return size;
    }

    long timeNanos(int index) {
        return times[index];
    }

    /// Octets of the packet on the IP layer.
    int octets(int index) {
        return octets[index];
    }

    double deltaMillis(int index) {
        return figures[4 * index];
    }

    double jitterMillis(int index) {
        return figures[4 * index + 1];
    }

    double skewMillis(int index) {
        return figures[4 * index + 2];
    }

    double kilobits(int index) {
        return figures[4 * index + 3];
    }

    PacketStatus status(int index) {
        return STATUSES[statuses[index]];
    }

    PacketRow row(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException("row " + index + " of " + size);
        }
        return new PacketRow(
                frames[index],
                times[index],
                sequences[index] & 0xffff,
                timestamps[index] & 0xffff_ffffL,
                new PacketRow.Timing(
                        deltaMillis(index),
                        jitterMillis(index),
                        skewMillis(index),
                        kilobits(index)),
                new PacketRow.Mark(markersAndTypes[index] < 0, markersAndTypes[index] & 0x7f),
                status(index));
    }
}
