package io.milliwatt.inspector.packet;

/// Takes the frames of a capture, in its order.
@FunctionalInterface
public interface FrameSink {
    /// A frame. It is used again afterwards: copy what is to be kept.
    void onFrame(Frame frame);
}
