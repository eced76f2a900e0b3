package io.milliwatt.inspector.packet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// A UDP datagram of a capture. One object is used for all: it holds a packet only while
/// [PacketSink#onDatagram] runs.
///
/// Addresses are two longs: an IPv6 address in network order; an IPv4 address as the mapped one,
/// `::ffff:a.b.c.d` (RFC 4291, section 2.5.5.2), so that equal addresses are equal numbers.
public final class Datagram {
    /// What is in the upper half of the lower long of an IPv4 address.
    public static final long IPV4_MAPPED = 0xffff_0000_0000L;

    private static final long[] NONE = {};

    private long timeNanos;
    private long frame;
    private int tap;
    private long sourceHigh;
    private long sourceLow;
    private int sourcePort;
    private long destinationHigh;
    private long destinationLow;
    private int destinationPort;
    private byte[] bytes = {};
    private int offset;
    private int length;
    private int wireLength;
    private long[] earlierFrames = NONE;

    /// Where it was seen.
    ///
    /// @param timeNanos nanoseconds since 1970
    /// @param frame number of the frame in its capture, from 1; of the last fragment
    /// @param tap interface of the capture, from 0
    public Datagram seen(long timeNanos, long frame, int tap) {
        this.timeNanos = timeNanos;
        this.frame = frame;
        this.tap = tap;
        return this;
    }

    public Datagram from(long high, long low, int port) {
        sourceHigh = high;
        sourceLow = low;
        sourcePort = port;
        return this;
    }

    public Datagram to(long high, long low, int port) {
        destinationHigh = high;
        destinationLow = low;
        destinationPort = port;
        return this;
    }

    /// Its payload.
    ///
    /// @param captured octets of it that were captured
    /// @param onTheWire octets of it that were sent; more when the capture cut it (snaplen)
    public Datagram carrying(byte[] data, int at, int captured, int onTheWire) {
        bytes = data;
        offset = at;
        length = captured;
        wireLength = onTheWire;
        earlierFrames = NONE;
        return this;
    }

    /// In which other frames parts of it were: it was fragmented.
    public Datagram partlyIn(long[] frames) {
        earlierFrames = frames;
        return this;
    }

    public long timeNanos() {
        return timeNanos;
    }

    public long frame() {
        return frame;
    }

    public int tap() {
        return tap;
    }

    public long sourceHigh() {
        return sourceHigh;
    }

    public long sourceLow() {
        return sourceLow;
    }

    public int sourcePort() {
        return sourcePort;
    }

    public long destinationHigh() {
        return destinationHigh;
    }

    public long destinationLow() {
        return destinationLow;
    }

    public int destinationPort() {
        return destinationPort;
    }

    public byte[] bytes() {
        return bytes;
    }

    /// Where in [#bytes] the payload begins.
    public int offset() {
        return offset;
    }

    /// Octets of the payload that are there.
    public int length() {
        return length;
    }

    /// Octets of the payload that were on the wire.
    public int wireLength() {
        return wireLength;
    }

    /// Whether the capture cut it.
    public boolean cut() {
        return length < wireLength;
    }

    /// The frames of its fragments but the last, which is [#frame()]; none when it came whole. Not
    /// to be changed.
    public long[] earlierFrames() {
        return earlierFrames;
    }

    /// A copy of the payload.
    public byte[] payload() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    public Endpoint source() {
        return new Endpoint(address(sourceHigh, sourceLow), sourcePort);
    }

    public Endpoint destination() {
        return new Endpoint(address(destinationHigh, destinationLow), destinationPort);
    }

    /// The address of two longs.
    public static InetAddress address(long high, long low) {
        boolean isIpv4 = high == 0 && low >>> 32 == 0xffff;
        byte[] octets = new byte[isIpv4 ? 4 : 16];
        for (int i = 0; i < Math.min(8, octets.length); i++) {
            octets[octets.length - 1 - i] = (byte) (low >>> 8 * i);
        }
        for (int i = 8; i < octets.length; i++) {
            octets[octets.length - 1 - i] = (byte) (high >>> 8 * (i - 8));
        }
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 4 or 16 octets are an address
        }
    }
}
