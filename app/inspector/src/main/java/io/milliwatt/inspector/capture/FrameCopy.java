package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.Frame;
import io.milliwatt.inspector.packet.FrameSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Writes chosen frames of a capture into another one; an interface is described there when its
/// first frame is.
final class FrameCopy implements FrameSink {
    private final PcapNgWriter out;
    private final LongPredicate wanted;
    private final Map<Integer, Integer> written = new HashMap<>();
    private Supplier<List<CaptureInterface>> interfaces = ArrayList::new;
    private @Nullable IOException failure;

    FrameCopy(PcapNgWriter out, LongPredicate wanted) {
        this.out = out;
        this.wanted = wanted;
    }

    /// Where the descriptions of the interfaces are when a frame comes.
    void namesFrom(Supplier<List<CaptureInterface>> described) {
        interfaces = described;
    }

    @Override
    public void onFrame(Frame frame) {
        if (failure != null || !wanted.test(frame.number())) {
            return;
        }
        try {
            Integer to = written.get(frame.tap());
            if (to == null) {
                CaptureInterface of = interfaces.get().get(frame.tap());
                to =
                        out.addInterface(
                                of.name(),
                                of.description(),
                                of.linkType(),
                                (int) Math.min(of.snapLength(), Integer.MAX_VALUE));
                written.put(frame.tap(), to);
            }
            out.write(to, frame);
        } catch (IOException e) {
            failure = e;
        }
    }

    boolean hasFailed() {
        return failure != null;
    }

    void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
