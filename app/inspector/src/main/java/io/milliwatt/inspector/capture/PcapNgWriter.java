package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.Frame;
import java.io.IOException;
import java.io.OutputStream;

/// Writes a capture of several interfaces with nanosecond times: one section of pcapng
/// (draft-ietf-opsawg-pcapng). One thread.
///
/// ```java
/// try (var writer = new PcapNgWriter(out, "Milliwatt 0.1.0", "call 1 of 3")) {
///     int in = writer.addInterface("engine in", "eth0 of the container", LinkType.ETHERNET, 0);
///     writer.write(in, timeNanos, bytes, 0, bytes.length, bytes.length, "the INVITE");
/// }
/// ```
public final class PcapNgWriter implements AutoCloseable {
    private final OutputStream out;

    /// @param application who writes it (option shb_userappl)
    /// @param comment about the whole section; empty = none
    public PcapNgWriter(OutputStream out, String application, String comment) throws IOException {
        this.out = out;
        out.flush(); // being written
    }

    /// Adds an interface; any time before its first frame.
    ///
    /// @param description empty = none
    /// @param linkType a number of [LinkType][io.milliwatt.inspector.packet.LinkType]
    /// @param snapLength octets kept of a frame at most; 0 = all
    /// @return its number, from 0
    public int addInterface(String name, String description, int linkType, int snapLength)
            throws IOException {
        return 0;
    }

    /// Writes a frame.
    ///
    /// @param timeNanos nanoseconds since 1970
    /// @param onTheWire octets the frame had before the capture cut it
    /// @param comment about this frame; empty = none
    public void write(
            int to,
            long timeNanos,
            byte[] bytes,
            int offset,
            int length,
            int onTheWire,
            String comment)
            throws IOException {
        out.flush(); // being written
    }

    /// Writes a frame that was read elsewhere, with its comment.
    public void write(int to, Frame frame) throws IOException {
        out.flush();
    }

    /// Tells how many frames an interface saw and lost (an interface statistics block).
    public void writeStatistics(int of, long timeNanos, long received, long dropped)
            throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
