package io.milliwatt.protocol.srtp;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Checks and decrypts what a peer sends with one master key, SRTP and SRTCP: RFC 3711, section
/// 3.3. One thread owns it.
///
/// State is kept for a source after its first genuine packet only, so forged packets cost no
/// memory. The roll-over counter of a source begins at 0: who joins a stream after its sequence
/// number has wrapped cannot read it (RFC 3711, section 3.3.1), which the peers of a call do not.
public final class SrtpReceiver {
    /// Sources of the peer under one key.
    public static final int MAX_SOURCES = 64;

    /// The E bit before the SRTCP index: the packet is encrypted.
    static final int ENCRYPTED_BIT = 0x8000_0000;

    private final SrtpCipher cipher;
    private final SrtpPackets packets = new SrtpPackets();
    private final SrtpStreams streams = new SrtpStreams(MAX_SOURCES);
    private final SrtpSuite suite;
    private final int mkiOctets;

    public SrtpReceiver(SrtpMasterKey key) {
        cipher = SrtpCipher.of(key);
        suite = key.suite();
        mkiOctets = key.mki().size();
    }

    /// Sources that have sent a genuine packet.
    public int sources() {
        return streams.count();
    }

    /// Turns the SRTP packet at position..limit into RTP in place; its limit moves back. What is
    /// not [SrtpResult#OK] stays as it is.
    public SrtpResult unprotect(ByteBuffer packet) {
        int octets = packet.remaining();
        if (octets > SrtpPackets.MAX_PACKET_OCTETS) {
            return SrtpResult.MALFORMED;
        }
        byte[] array = packets.read(packet);
        int header = SrtpPackets.rtpHeaderOctets(array, octets);
        if (header < 0 || octets < header + suite.rtpTagOctets() + mkiOctets) {
            return SrtpResult.MALFORMED;
        }
        int ssrc = SrtpPackets.int32(array, 8);
        SrtpStream known = streams.find(ssrc);
        if (known == null && streams.isFull()) {
            return SrtpResult.TOO_MANY_SOURCES;
        }
        SrtpStream stream = known == null ? new SrtpStream(ssrc) : known;
        long index = stream.indexOf(SrtpPackets.uint16(array, 2));
        if (!stream.rtp.isNew(index)) {
            return SrtpResult.REPLAYED;
        }
        int plain = cipher.unprotectRtp(array, header, octets, ssrc, index);
        if (plain == SrtpCipher.FORGED) {
            return SrtpResult.AUTH_FAILED;
        }
        keep(known, stream);
        stream.rtp.add(index);
        packets.write(packet, plain);
        return SrtpResult.OK;
    }

    /// Turns the SRTCP packet at position..limit into RTCP in place; its limit moves back. A packet
    /// that is authenticated and not encrypted is taken too: its tag says that the peer meant it.
    public SrtpResult unprotectRtcp(ByteBuffer packet) {
        int octets = packet.remaining();
        int overhead = suite.rtcpTagOctets() + mkiOctets + SrtpPackets.RTCP_INDEX_OCTETS;
        if (octets > SrtpPackets.MAX_PACKET_OCTETS) {
            return SrtpResult.MALFORMED;
        }
        byte[] array = packets.read(packet);
        if (!SrtpPackets.isVersion2(array, octets, SrtpPackets.RTCP_HEADER_OCTETS + overhead)) {
            return SrtpResult.MALFORMED;
        }
        int ssrc = SrtpPackets.int32(array, 4);
        SrtpStream known = streams.find(ssrc);
        if (known == null && streams.isFull()) {
            return SrtpResult.TOO_MANY_SOURCES;
        }
        SrtpStream stream = known == null ? new SrtpStream(ssrc) : known;
        int behindIndex = mkiOctets + (suite.isAead() ? 0 : suite.rtcpTagOctets());
        int word = SrtpPackets.int32(array, octets - behindIndex - SrtpPackets.RTCP_INDEX_OCTETS);
        long index = word & ~ENCRYPTED_BIT;
        if (!stream.rtcp.isNew(index)) {
            return SrtpResult.REPLAYED;
        }
        int plain = cipher.unprotectRtcp(array, octets, ssrc, word);
        if (plain == SrtpCipher.FORGED) {
            return SrtpResult.AUTH_FAILED;
        }
        keep(known, stream);
        stream.rtcp.add(index);
        packets.write(packet, plain);
        return SrtpResult.OK;
    }

    private void keep(@Nullable SrtpStream known, SrtpStream stream) {
        if (known == null) {
            streams.add(stream);
        }
    }
}
