package io.milliwatt.inspector.capture;

import io.milliwatt.inspector.packet.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes a capture of several interfaces with nanosecond times: one section of pcapng
/// (draft-ietf-opsawg-pcapng). One thread. It does not buffer.
///
/// ```java
/// try (var writer = new PcapNgWriter(out, "Milliwatt 0.1.0", "call 1 of 3")) {
///     int in = writer.addInterface("engine in", "eth0 of the container", LinkType.ETHERNET, 0);
///     writer.write(in, timeNanos, bytes, 0, bytes.length, bytes.length, "the INVITE");
/// }
/// ```
public final class PcapNgWriter implements AutoCloseable {
    private static final int NANOSECONDS = 9;
    private static final int APPLICATION = 4; // shb_userappl
    private static final int RECEIVED = 4; // isb_ifrecv
    private static final int LONGEST_OPTION = 0xffff;

    private final OutputStream out;
    private ByteBuffer block = ByteBuffer.allocate(4096);
    private int interfaces;

    /// @param application who writes it (option shb_userappl)
    /// @param comment about the whole section; empty = none
    public PcapNgWriter(OutputStream out, String application, String comment) throws IOException {
        this.out = out;
        begin(PcapNgReader.SECTION_HEADER, 16);
        block.putInt(PcapNgReader.BYTE_ORDER_MAGIC);
        block.putShort((short) 1).putShort((short) 0); // version 1.0
        block.putLong(-1); // length of the section: not said
        option(Options.COMMENT, comment);
        option(APPLICATION, application);
        end();
    }

    /// Adds an interface; any time before its first frame.
    ///
    /// @param description empty = none
    /// @param linkType a number of [LinkType][io.milliwatt.inspector.packet.LinkType]
    /// @param snapLength octets kept of a frame at most; 0 = all
    /// @return its number, from 0
    public int addInterface(String name, String description, int linkType, int snapLength)
            throws IOException {
        begin(PcapNgReader.INTERFACE_DESCRIPTION, 8);
        block.putShort((short) linkType).putShort((short) 0).putInt(snapLength);
        option(PcapNgReader.IF_NAME, name);
        option(PcapNgReader.IF_DESCRIPTION, description);
        option(PcapNgReader.IF_TSRESOL, new byte[] {NANOSECONDS});
        end();
        return interfaces++;
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
        requireInterface(to);
        begin(PcapNgReader.ENHANCED_PACKET, 24 + length);
        block.putInt(to);
        block.putInt((int) (timeNanos >>> 32)).putInt((int) timeNanos);
        block.putInt(length).putInt(onTheWire);
        padded(bytes, offset, length);
        option(Options.COMMENT, comment);
        end();
    }

    /// Writes a frame that was read elsewhere, with its comment.
    public void write(int to, Frame frame) throws IOException {
        write(
                to,
                frame.timeNanos(),
                frame.bytes(),
                frame.offset(),
                frame.length(),
                frame.wireLength(),
                frame.comment());
    }

    /// Tells how many frames an interface saw and lost (an interface statistics block).
    public void writeStatistics(int of, long timeNanos, long received, long dropped)
            throws IOException {
        requireInterface(of);
        begin(PcapNgReader.INTERFACE_STATISTICS, 12);
        block.putInt(of).putInt((int) (timeNanos >>> 32)).putInt((int) timeNanos);
        option(RECEIVED, ByteBuffer.allocate(8).putLong(received).array());
        option(PcapNgReader.ISB_IFDROP, ByteBuffer.allocate(8).putLong(dropped).array());
        end();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    private void requireInterface(int number) {
        if (number < 0 || number >= interfaces) {
            throw new IllegalArgumentException(
                    "interface " + number + " of a capture with " + interfaces);
        }
    }

    /// @param body octets without options and padding
    private void begin(int type, int body) {
        block.clear();
        room(body + 16);
        block.putInt(type).putInt(0);
    }

    private void room(int octets) {
        if (block.remaining() < octets) {
            byte[] so = Arrays.copyOf(block.array(), 2 * (block.position() + octets));
            block = ByteBuffer.wrap(so).position(block.position());
        }
    }

    private void padded(byte[] bytes, int offset, int length) {
        block.put(bytes, offset, length);
        block.put(new byte[PcapNgReader.padded(length) - length]);
    }

    private void option(int code, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            option(code, Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_OPTION)));
        }
    }

    private void option(int code, byte[] value) {
        room(value.length + 16);
        block.putShort((short) code).putShort((short) value.length);
        padded(value, 0, value.length);
    }

    /// Ends the options, puts the length at both ends, and gives the block out.
    private void end() throws IOException {
        room(8);
        block.putInt(0);
        int total = block.position() + 4;
        block.putInt(total).putInt(4, total);
        out.write(block.array(), 0, total);
    }
}
