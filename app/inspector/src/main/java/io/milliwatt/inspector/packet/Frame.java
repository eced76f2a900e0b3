package io.milliwatt.inspector.packet;

import java.util.Arrays;

/// A frame of a capture. One object is used for all: it holds a frame only while
/// [FrameSink#onFrame] runs.
public final class Frame {
    private long number;
    private long timeNanos;
    private int tap;
    private int linkType;
    private byte[] bytes = {};
    private int offset;
    private int length;
    private int wireLength;
    private String comment = "";

    /// Where it was seen.
    ///
    /// @param number of the frame in its capture, from 1
    /// @param timeNanos nanoseconds since 1970
    /// @param tap interface of the capture, from 0
    /// @param linkType what it begins with, a number of [LinkType]
    public Frame seen(long number, long timeNanos, int tap, int linkType) {
        this.number = number;
        this.timeNanos = timeNanos;
        this.tap = tap;
        this.linkType = linkType;
        comment = "";
        return this;
    }

    /// Its octets.
    ///
    /// @param captured octets of it that are there
    /// @param onTheWire octets of it that were sent; more when the capture cut it (snaplen)
    public Frame carrying(byte[] data, int at, int captured, int onTheWire) {
        bytes = data;
        offset = at;
        length = captured;
        wireLength = onTheWire;
        return this;
    }

    /// What somebody wrote about it in the capture; empty when nobody did.
    public Frame commented(String text) {
        comment = text;
        return this;
    }

    public long number() {
        return number;
    }

    public long timeNanos() {
        return timeNanos;
    }

    public int tap() {
        return tap;
    }

    public int linkType() {
        return linkType;
    }

    public byte[] bytes() {
        return bytes;
    }

    /// Where in [#bytes] the frame begins.
    public int offset() {
        return offset;
    }

    /// Octets of it that are there.
    public int length() {
        return length;
    }

    public int wireLength() {
        return wireLength;
    }

    public String comment() {
        return comment;
    }

    /// A copy of its octets.
    public byte[] copy() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }
}
