package io.milliwatt.transport;

import io.milliwatt.transport.Demultiplexer.Component;

/// What one call sees of a socket that several share.
final class SharedSocket extends MediaSocket {
    private final SharedPort port;
    private final Component component;
    private final SharedPort.Seat seat;
    private final MediaSocket carrier;

    SharedSocket(SharedPort port, SharedPort.Seat seat, Component component, MediaSocket carrier) {
        super(carrier.localAddress());
        this.port = port;
        this.seat = seat;
        this.component = component;
        this.carrier = carrier;
    }

    SharedPort port() {
        return port;
    }

    SharedPort.Seat seat() {
        return seat;
    }

    Component component() {
        return component;
    }

    /// The socket that the kernel knows.
    MediaSocket carrier() {
        return carrier;
    }

    @Override
    public boolean isOpen() {
        return carrier.isOpen() && seat.isTaken();
    }

    /// The call gives up both its sockets: it cannot be on half a port.
    @Override
    public void close() {
        port.leave(seat);
    }

    @Override
    void whenFree(Runnable task) {
        throw new UnsupportedOperationException("a shared port stays bound");
    }
}
