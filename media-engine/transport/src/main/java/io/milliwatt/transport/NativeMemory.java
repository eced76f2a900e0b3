package io.milliwatt.transport;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// A piece of memory outside the heap with its address, in the byte order of the machine.
///
/// @param bytes the memory; it lives as long as this is reachable
/// @param address its address
record NativeMemory(ByteBuffer bytes, long address) {
    private static final int ALIGNMENT = 64;

    static NativeMemory allocate(int size) {
        int whole = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(whole + ALIGNMENT)
                        .alignedSlice(ALIGNMENT)
                        .slice(0, size)
                        .order(ByteOrder.nativeOrder());
        return new NativeMemory(bytes, MemorySegment.ofBuffer(bytes).address());
    }
}
