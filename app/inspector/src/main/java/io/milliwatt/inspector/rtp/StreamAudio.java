package io.milliwatt.inspector.rtp;

import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import io.milliwatt.protocol.rtp.RtpSequence;
import io.milliwatt.protocol.srtp.SrtpMasterKey;
import io.milliwatt.protocol.srtp.SrtpReceiver;
import io.milliwatt.protocol.srtp.SrtpResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The sound of one stream: packets are put into the order of their sequence numbers, decoded, and
/// laid where their timestamps say, as a receiver with a long jitter buffer would play them. What
/// is missing is concealed and marked. With the sender's key SRTP is decrypted first.
///
/// ```java
/// StreamAudio audio = new StreamAudio(key, hints, Optional.empty(), wav);
/// file.read(audio);
/// audio.finish();
/// ```
public final class StreamAudio implements PacketSink {
    /// Packets that wait for those before them.
    private static final int REORDERED = 64;

    /// A packet of a stream, kept until its turn.
    ///
    /// @param rtp the whole packet, decrypted
    record Waiting(byte[] rtp, long frame, boolean isLate) {}

    private final StreamFilter filter;
    private final RtpFields packet = new RtpFields();
    private final Datagram plain = new Datagram();
    private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
    private final AudioTrack track;
    private final @Nullable SrtpReceiver srtp;
    private long highest = -1;
    private long taken = -1;
    private long forged;
    private @Nullable IOException failure;

    /// @param senderKey what the sender protects with, when that is known
    public StreamAudio(
            StreamKey key, MediaHints hints, Optional<SrtpMasterKey> senderKey, AudioSink sink) {
        filter = new StreamFilter(key);
        srtp = senderKey.map(SrtpReceiver::new).orElse(null);
        track = new AudioTrack(key, hints, sink);
    }

    @Override
    public void onDatagram(Datagram datagram) {
        if (failure != null || !filter.test(datagram) || datagram.cut()) {
            return;
        }
        byte[] rtp = datagram.payload();
        if (srtp != null) {
            ByteBuffer buffer = ByteBuffer.wrap(rtp);
            SrtpResult result = srtp.unprotect(buffer);
            if (result != SrtpResult.OK && result != SrtpResult.REPLAYED) {
                forged++;
                return;
            }
            if (result == SrtpResult.REPLAYED) {
                track.duplicate(datagram.frame());
                return;
            }
            rtp = Arrays.copyOf(rtp, buffer.limit());
        }
        onRtp(rtp, datagram);
    }

    private void onRtp(byte[] rtp, Datagram datagram) {
        int sequence = (rtp[2] & 0xff) << 8 | (rtp[3] & 0xff);
        long number =
                highest < 0
                        ? RtpSequence.MODULUS + sequence
                        : RtpSequence.unwrap(highest, sequence);
        if (taken >= 0 && number <= taken && taken - number < RtpSequence.MODULUS / 4
                || waiting.containsKey(number)) {
            track.duplicate(datagram.frame());
            return;
        }
        waiting.put(number, new Waiting(rtp, datagram.frame(), number < highest));
        highest = Math.max(highest, number);
        while (waiting.size() > REORDERED) {
            takeFirst();
        }
    }

    private void takeFirst() {
        var first = waiting.pollFirstEntry();
        if (first == null) {
            return;
        }
        long lost = taken < 0 ? 0 : first.getKey() - taken - 1;
        taken = first.getKey();
        Waiting next = first.getValue();
        plain.seen(0, next.frame(), 0)
                .carrying(next.rtp(), 0, next.rtp().length, next.rtp().length);
        if (!packet.read(plain)) {
            return;
        }
        try {
            track.add(packet, Math.max(0, lost), next.isLate());
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public void onTcp(TcpBytes bytes) {
        // no RTP over TCP here
    }

    /// Nothing more comes: what waits is given.
    ///
    /// @throws IOException what the sink threw
    public void finish() throws IOException {
        while (!waiting.isEmpty() && failure == null) {
            takeFirst();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /// What happened, by sample; the first ten thousand.
    public List<AudioMark> marks() {
        return track.marks();
    }

    /// Of the samples given; 0 when nothing could be decoded.
    public int sampleRateHz() {
        return track.sampleRateHz();
    }

    /// Samples given.
    public long samples() {
        return track.samples();
    }

    /// Packets that the key did not open: another key, or no SRTP at all.
    public long forged() {
        return forged;
    }
}
