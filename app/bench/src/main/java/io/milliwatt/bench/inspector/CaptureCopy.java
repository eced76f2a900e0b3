package io.milliwatt.bench.inspector;

import io.milliwatt.bench.problem.BenchException;
import io.milliwatt.bench.problem.ProblemCode;
import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import io.milliwatt.inspector.rtp.StreamKey;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/// Writes a part of a capture as pcapng: all, calls with their media and its RTCP, or SIP alone.
/// Keys in the SDP stay as they were: it is the capture itself.
public final class CaptureCopy {
    private CaptureCopy() {}

    /// Writes the whole capture.
    ///
    /// @param cancelled asked now and then
    /// @return packets that were written
    public static long writeAll(Captured captured, Path target, BooleanSupplier cancelled)
            throws BenchException {
        return write(captured, "the whole capture", _ -> true, target, cancelled);
    }

    /// Writes a part.
    ///
    /// @param calls whose packets are written
    /// @param streams more streams to write
    /// @param sipOnly without their media
    /// @param cancelled asked now and then
    /// @return packets that were written
    public static long write(
            Captured captured,
            List<Call> calls,
            List<CallStream> streams,
            boolean sipOnly,
            Path target,
            BooleanSupplier cancelled)
            throws BenchException {
        try {
            Set<Long> frames = frames(captured, calls, streams, sipOnly);
            return write(captured, comment(calls, sipOnly), frames::contains, target, cancelled);
        } catch (IOException failure) {
            throw CaptureReading.problem(
                    captured.file() + " cannot be read: " + failure.getMessage());
        }
    }

    private static long write(
            Captured captured,
            String comment,
            LongPredicate wanted,
            Path target,
            BooleanSupplier cancelled)
            throws BenchException {
        try {
            if (Files.exists(target) && Files.isSameFile(target, captured.file())) {
                throw new BenchException(
                        ProblemCode.BAD_USAGE,
                        "The capture would be written over itself",
                        "Name another file than the one that is read");
            }
            long[] written = {0};
            boolean stopped;
            try (var out = new BufferedOutputStream(Files.newOutputStream(target));
                    var writer = new PcapNgWriter(out, "Milliwatt", comment)) {
                stopped =
                        CaptureFile.at(captured.file())
                                .copy(
                                        writer,
                                        frame -> {
                                            boolean copied = wanted.test(frame);
                                            written[0] += copied ? 1 : 0;
                                            return copied;
                                        },
                                        cancelled)
                                .cancelled();
            }
            if (stopped) {
                Files.delete(target);
                throw new BenchException(
                        ProblemCode.CANCELLED, "Cancelled; nothing was written", "Write it again");
            }
            return written[0];
        } catch (IOException failure) {
            throw new BenchException(
                    ProblemCode.BAD_CAPTURE,
                    target + " cannot be written: " + failure.getMessage(),
                    "Name a file in a folder that exists, has room and may be written");
        }
    }

    private static String comment(List<Call> calls, boolean sipOnly) {
        String what =
                calls.size() == 1
                        ? "the call " + calls.getFirst().callId()
                        : calls.size() + " calls";
        return what + (sipOnly ? ", SIP only" : "");
    }

    private static Set<Long> frames(
            Captured captured, List<Call> calls, List<CallStream> streams, boolean sipOnly)
            throws IOException {
        var frames = new HashSet<Long>();
        var connections = new HashSet<Set<Endpoint>>();
        for (Call call : calls) {
            for (CallMessage message : call.messages()) {
                frames.add(message.place().frame());
                if (message.place().transport().equals("TCP")) {
                    connections.add(pair(message.place().source(), message.place().destination()));
                }
            }
        }
        var keys = new HashSet<StreamKey>();
        streams.forEach(stream -> keys.add(stream.report().key()));
        if (!sipOnly) {
            calls.forEach(
                    call -> call.streams().forEach(stream -> keys.add(stream.report().key())));
        }
        CaptureFile.at(captured.file()).read(new Collector(frames, keys, connections));
        return frames;
    }

    /// Either way.
    private static Set<Endpoint> pair(Endpoint one, Endpoint other) {
        return new HashSet<>(List.of(one, other));
    }

    /// Notes the frames of streams, of their RTCP and of connections, and all fragments of what is
    /// noted.
    private static final class Collector implements PacketSink {
        private static final int SSRC_AT = 8;

        private final Set<Long> frames;
        private final Set<StreamKey> keys;
        private final Set<Set<Endpoint>> connections;
        private final Set<Set<Endpoint>> reports = new HashSet<>();

        Collector(Set<Long> frames, Set<StreamKey> keys, Set<Set<Endpoint>> connections) {
            this.frames = frames;
            this.keys = keys;
            this.connections = connections;
            for (StreamKey key : keys) {
                reports.add(pair(next(key.source()), next(key.destination())));
            }
        }

        private static Endpoint next(Endpoint rtp) {
            return new Endpoint(rtp.address(), rtp.port() + 1);
        }

        @Override
        public void onDatagram(Datagram datagram) {
            if (isWanted(datagram) || frames.contains(datagram.frame())) {
                frames.add(datagram.frame());
                for (long fragment : datagram.earlierFrames()) {
                    frames.add(fragment);
                }
            }
        }

        private boolean isWanted(Datagram datagram) {
            if (keys.isEmpty() || datagram.length() < SSRC_AT || datagram.sourcePort() == 0) {
                return false;
            }
            Endpoint source = datagram.source();
            Endpoint destination = datagram.destination();
            boolean isReport = reports.contains(pair(source, destination));
            return isReport || isOfStream(datagram, source, destination);
        }

        private boolean isOfStream(Datagram datagram, Endpoint source, Endpoint destination) {
            long rtp = word(datagram, SSRC_AT);
            long rtcp = word(datagram, SSRC_AT / 2);
            return keys.contains(new StreamKey(datagram.tap(), source, destination, rtp))
                    || keys.contains(new StreamKey(datagram.tap(), source, destination, rtcp));
        }

        private static long word(Datagram datagram, int at) {
            if (datagram.length() < at + 4) {
                return -1;
            }
            long word = 0;
            for (int i = 0; i < 4; i++) {
                word = word << 8 | datagram.bytes()[datagram.offset() + at + i] & 0xff;
            }
            return word;
        }

        @Override
        public void onTcp(TcpBytes bytes) {
            if (connections.contains(pair(bytes.source(), bytes.destination()))) {
                frames.add(bytes.frame());
            }
        }
    }
}
