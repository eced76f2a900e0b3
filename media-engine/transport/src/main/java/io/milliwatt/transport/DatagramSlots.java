package io.milliwatt.transport;

import java.nio.ByteBuffer;

/// Places for many datagrams and their names, laid out so that one system call can fill or send
/// them all.
///
/// ```
/// struct mmsghdr (64 bytes)   name (8)  name size (4 + 4)  iovec (8)  iovec count (8)
///                             control (8)  control size (8)  flags (4 + 4)  datagram size (4 + 4)
/// struct iovec (16 bytes)     address (8)  size (8)
/// ```
final class DatagramSlots {
    static final int COUNT = 64;

    static final int HEADER_SIZE = 64;
    private static final int HEADER_NAME_SIZE = 8;
    private static final int HEADER_VECTOR = 16;
    private static final int HEADER_VECTORS = 24;
    private static final int HEADER_DATAGRAM_SIZE = 56;
    private static final int VECTOR_SIZE = 16;

    /// No power of two: the same octets of neighbours would fall on the same few places of the
    /// processor's cache.
    private static final int STRIDE = MediaLoop.MAX_DATAGRAM_BYTES + 3 * 64;

    private final NativeMemory headers = NativeMemory.allocate(COUNT * HEADER_SIZE);
    private final NativeMemory vectors = NativeMemory.allocate(COUNT * VECTOR_SIZE);
    private final NativeMemory names = NativeMemory.allocate(COUNT * SocketName.MAX_SIZE);
    private final NativeMemory datagrams = NativeMemory.allocate(COUNT * STRIDE);

    DatagramSlots() {
        for (int i = 0; i < COUNT; i++) {
            headers.bytes()
                    .putLong(i * HEADER_SIZE, nameAddress(i))
                    .putInt(i * HEADER_SIZE + HEADER_NAME_SIZE, SocketName.MAX_SIZE)
                    .putLong(i * HEADER_SIZE + HEADER_VECTOR, vectors.address() + i * VECTOR_SIZE)
                    .putLong(i * HEADER_SIZE + HEADER_VECTORS, 1);
            vectors.bytes()
                    .putLong(i * VECTOR_SIZE, datagramAddress(i))
                    .putLong(i * VECTOR_SIZE + 8, MediaLoop.MAX_DATAGRAM_BYTES);
        }
    }

    /// Where the header of a slot is; those behind follow.
    long headerAddress(int slot) {
        return headers.address() + (long) slot * HEADER_SIZE;
    }

    long datagramAddress(int slot) {
        return datagrams.address() + (long) slot * STRIDE;
    }

    long nameAddress(int slot) {
        return names.address() + (long) slot * SocketName.MAX_SIZE;
    }

    /// Where the kernel writes or reads the size of a slot's name.
    long nameSizeAddress(int slot) {
        return headerAddress(slot) + HEADER_NAME_SIZE;
    }

    /// The names of all slots; that of one begins at [#nameAt(int)].
    ByteBuffer names() {
        return names.bytes();
    }

    static int nameAt(int slot) {
        return slot * SocketName.MAX_SIZE;
    }

    void setNameSize(int slot, int size) {
        headers.bytes().putInt(slot * HEADER_SIZE + HEADER_NAME_SIZE, size);
    }

    /// How many octets the kernel is to send.
    void setDatagramSize(int slot, int size) {
        vectors.bytes().putLong(slot * VECTOR_SIZE + 8, size);
    }

    int datagramSize(int slot) {
        return (int) vectors.bytes().getLong(slot * VECTOR_SIZE + 8);
    }

    /// How many octets the kernel received.
    int receivedSize(int slot) {
        return headers.bytes().getInt(slot * HEADER_SIZE + HEADER_DATAGRAM_SIZE);
    }

    void copyIn(int slot, ByteBuffer datagram) {
        datagrams.bytes().put(slot * STRIDE, datagram, datagram.position(), datagram.remaining());
    }

    /// The octets of one slot, big endian.
    ByteBuffer datagram(int slot) {
        return datagrams.bytes().slice(slot * STRIDE, MediaLoop.MAX_DATAGRAM_BYTES);
    }
}
