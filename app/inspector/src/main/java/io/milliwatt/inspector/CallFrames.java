package io.milliwatt.inspector;

import io.milliwatt.inspector.call.Call;
import io.milliwatt.inspector.call.CallMessage;
import io.milliwatt.inspector.call.CallStream;
import io.milliwatt.inspector.capture.CaptureFile;
import io.milliwatt.inspector.capture.CaptureInterface;
import io.milliwatt.inspector.capture.CaptureProgress;
import io.milliwatt.inspector.capture.PcapNgWriter;
import io.milliwatt.inspector.packet.Datagram;
import io.milliwatt.inspector.packet.Endpoint;
import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.PacketDecoder;
import io.milliwatt.inspector.packet.PacketSink;
import io.milliwatt.inspector.packet.TcpBytes;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// Copies the frames of some calls out of a capture into one of their own: the SIP messages, and
/// all that passed between the ends of their streams, RTCP on the next port included. Times,
/// interface names and comments stay.
public final class CallFrames {
    private final Set<Long> messages = new HashSet<>();
    private final Set<Way> ways = new HashSet<>();
    private final boolean all;
    private boolean wanted;

    private record Way(Endpoint source, Endpoint destination) {}

    /// @param calls whose frames; empty = all frames
    public CallFrames(List<Call> calls) {
        all = calls.isEmpty();
        for (Call call : calls) {
            for (CallMessage message : call.messages()) {
                messages.add(message.place().frame());
            }
            for (CallStream stream : call.streams()) {
                Endpoint source = stream.report().key().source();
                Endpoint destination = stream.report().key().destination();
                for (int next = 0; next <= 1; next++) {
                    ways.add(new Way(beside(source, next), beside(destination, next)));
                    ways.add(new Way(beside(destination, next), beside(source, next)));
                }
            }
        }
    }

    private static Endpoint beside(Endpoint endpoint, int next) {
        return new Endpoint(endpoint.address(), Math.min(0xffff, endpoint.port() + next));
    }

    /// Copies them.
    ///
    /// @param interfaces of the capture, as reading it told
    /// @return how many frames were written
    public long copy(
            Path capture, List<CaptureInterface> interfaces, Path target, BooleanSupplier cancelled)
            throws IOException {
        var decoder =
                new PacketDecoder(
                        new PacketSink() {
                            @Override
                            public void onDatagram(Datagram datagram) {
                                wanted |=
                                        ways.contains(
                                                new Way(datagram.source(), datagram.destination()));
                            }

                            @Override
                            public void onTcp(TcpBytes bytes) {
                                // SIP over TCP is found by the numbers of its frames
                            }
                        });
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
                var writer = new PcapNgWriter(out, "Milliwatt", "")) {
            var copy = new Copy(writer, interfaces);
            CaptureFile.at(capture)
                    .readFrames(
                            frame -> {
                                wanted = all || messages.contains(frame.number());
                                if (!wanted) {
                                    decoder.onFrame(frame);
                                }
                                if (wanted) {
                                    copy.write(frame);
                                }
                            },
                            CaptureProgress.NONE,
                            cancelled);
            return copy.written;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Writes frames, and before the first of each tap its interface.
    private static final class Copy {
        private final PcapNgWriter writer;
        private final Map<Integer, Integer> numbers = new HashMap<>();
        private final Map<Integer, CaptureInterface> interfaces = new HashMap<>();
        private long written;

        Copy(PcapNgWriter writer, List<CaptureInterface> all) {
            this.writer = writer;
            all.forEach(each -> interfaces.put(each.index(), each));
        }

        void write(Frame frame) {
            try {
                Integer number = numbers.get(frame.tap());
                if (number == null) {
                    CaptureInterface from = interfaces.get(frame.tap());
                    number =
                            writer.addInterface(
                                    from == null ? "tap " + frame.tap() : from.name(),
                                    from == null ? "" : from.description(),
                                    frame.linkType(),
                                    0);
                    numbers.put(frame.tap(), number);
                }
                writer.write(number, frame);
                written++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
