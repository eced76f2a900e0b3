package io.milliwatt.inspector.packet;

/// Takes frames apart: link layer, VLAN, IPv4 and IPv6, fragments, UDP, TCP. One thread.
public final class PacketDecoder implements FrameSink {
    private final PacketSink sink;

    public PacketDecoder(PacketSink sink) {
        this.sink = sink;
    }

    @Override
    public void onFrame(Frame frame) {
        if (frame.length() < 0) {
            sink.onDatagram(new Datagram()); // being written
        }
    }
}
