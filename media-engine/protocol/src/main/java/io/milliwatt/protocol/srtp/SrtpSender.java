package io.milliwatt.protocol.srtp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Protects what we send with one master key: SRTP and SRTCP of any SSRC of ours. One thread owns
/// it.
///
/// The index of a packet follows from its sequence number as on the other side, so packets may be
/// given a little out of order, but none twice, and none whose number lies more than 64 behind: its
/// keystream may be used already. A relay that forwards numbers must not let them jump back.
public final class SrtpSender {
    /// Sources of ours under one key.
    public static final int MAX_SOURCES = 64;

    private static final long MAX_RTCP_PACKETS = 1L << 31;

    private final SrtpCipher cipher;
    private final SrtpPackets packets = new SrtpPackets();
    private final SrtpStreams streams = new SrtpStreams(MAX_SOURCES);
    private final int rtpOverheadOctets;
    private final int rtcpOverheadOctets;
    private long rtpLeft;
    private long rtcpLeft;

    public SrtpSender(SrtpMasterKey key) {
        cipher = SrtpCipher.of(key);
        rtpOverheadOctets = key.suite().rtpTagOctets() + key.mki().size();
        rtcpOverheadOctets =
                key.suite().rtcpTagOctets() + SrtpPackets.RTCP_INDEX_OCTETS + key.mki().size();
        rtpLeft = key.lifetimePackets();
        rtcpLeft = Math.min(key.lifetimePackets(), MAX_RTCP_PACKETS);
    }

    /// Octets an RTP packet grows by.
    public int rtpOverheadOctets() {
        return rtpOverheadOctets;
    }

    /// Octets an RTCP packet grows by.
    public int rtcpOverheadOctets() {
        return rtcpOverheadOctets;
    }

    /// Protects the RTP packet at position..limit in place; its limit moves by
    /// [#rtpOverheadOctets()].
    public SrtpResult protect(ByteBuffer packet) {
        int octets = packet.remaining();
        if (octets > SrtpPackets.MAX_PACKET_OCTETS) {
            return SrtpResult.MALFORMED;
        }
        byte[] array = packets.read(packet);
        int header = SrtpPackets.rtpHeaderOctets(array, octets);
        if (header < 0) {
            return SrtpResult.MALFORMED;
        }
        if (packet.capacity() - packet.limit() < rtpOverheadOctets) {
            return SrtpResult.NO_ROOM;
        }
        int ssrc = SrtpPackets.int32(array, 8);
        SrtpStream stream = stream(ssrc);
        if (stream == null) {
            return SrtpResult.TOO_MANY_SOURCES;
        }
        long index = stream.indexOf(SrtpPackets.uint16(array, 2));
        if (!stream.rtp.isNew(index)) {
            return SrtpResult.REPLAYED;
        }
        if (rtpLeft == 0 || index >= SrtpMasterKey.MAX_LIFETIME_PACKETS) {
            return SrtpResult.KEY_EXPIRED;
        }
        rtpLeft--;
        stream.rtp.add(index);
        packets.write(packet, cipher.protectRtp(array, header, octets, ssrc, index));
        return SrtpResult.OK;
    }

    /// Protects the RTCP packet, compound or of reduced size, at position..limit in place; its
    /// limit moves by [#rtcpOverheadOctets()].
    public SrtpResult protectRtcp(ByteBuffer packet) {
        int octets = packet.remaining();
        if (octets > SrtpPackets.MAX_PACKET_OCTETS) {
            return SrtpResult.MALFORMED;
        }
        byte[] array = packets.read(packet);
        if (!SrtpPackets.isVersion2(array, octets, SrtpPackets.RTCP_HEADER_OCTETS)) {
            return SrtpResult.MALFORMED;
        }
        if (packet.capacity() - packet.limit() < rtcpOverheadOctets) {
            return SrtpResult.NO_ROOM;
        }
        int ssrc = SrtpPackets.int32(array, 4);
        SrtpStream stream = stream(ssrc);
        if (stream == null) {
            return SrtpResult.TOO_MANY_SOURCES;
        }
        if (rtcpLeft == 0) {
            return SrtpResult.KEY_EXPIRED;
        }
        rtcpLeft--;
        long index = stream.rtcp.newest() + 1;
        stream.rtcp.add(index);
        packets.write(packet, cipher.protectRtcp(array, octets, ssrc, (int) index));
        return SrtpResult.OK;
    }

    private @Nullable SrtpStream stream(int ssrc) {
        SrtpStream known = streams.find(ssrc);
        if (known != null || streams.isFull()) {
            return known;
        }
        SrtpStream fresh = new SrtpStream(ssrc);
        streams.add(fresh);
        return fresh;
    }
}
