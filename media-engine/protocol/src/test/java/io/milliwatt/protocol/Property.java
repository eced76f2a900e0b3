package io.milliwatt.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Seeded properties: a body runs over many generated inputs, and a failure names the seed that
/// repeats it.
public final class Property {
    private static final long FIRST_SEED = 20_260_101L;

    private Property() {}

    /// Values drawn from one seed.
    public static final class Draw {
        private final Random random;

        Draw(long seed) {
            random = new Random(seed);
        }

        public int below(int bound) {
            return random.nextInt(bound);
        }

        public int between(int least, int most) {
            return least + random.nextInt(most - least + 1);
        }

        public boolean chance(int percent) {
            return random.nextInt(100) < percent;
        }

        /// A number of 32 bits; one in four lies at an edge.
        public long unsigned32() {
            long[] edges = {0, 1, 0x7fff_ffffL, 0x8000_0000L, 0xffff_ffffL};
            return chance(25) ? edges[below(edges.length)] : random.nextInt() & 0xffff_ffffL;
        }

        public byte[] bytes(int length) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            return bytes;
        }

        public <T> T oneOf(List<T> choices) {
            return choices.get(below(choices.size()));
        }

        /// `original` with a few octets changed, cut off, repeated or added.
        public byte[] mutated(byte[] original) {
            byte[] bytes = original.clone();
            for (int i = between(1, 4); i > 0 && bytes.length > 0; i--) {
                switch (below(4)) {
                    case 0 -> bytes[below(bytes.length)] = (byte) random.nextInt();
                    case 1 -> bytes[below(bytes.length)] ^= (byte) (1 << below(8));
                    case 2 -> bytes = Arrays.copyOf(bytes, below(bytes.length + 1));
                    default -> bytes = Arrays.copyOf(bytes, bytes.length + between(1, 8));
                }
            }
            return bytes;
        }
    }

    public static void holds(int runs, Consumer<Draw> body) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + runs; seed++) {
            try {
                body.accept(new Draw(seed));
            } catch (RuntimeException | AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    /// The bytes inside a larger buffer, so that a parser that ignores position or limit is caught.
    public static ByteBuffer embedded(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 10);
        buffer.position(3);
        buffer.put(bytes);
        buffer.flip();
        buffer.position(3);
        return buffer;
    }

    /// Octets from text such as `80 00 00 01 # comment`; everything from `#` to the end of the line
    /// is left out.
    public static byte[] hex(String annotated) {
        String digits = annotated.replaceAll("#[^\n]*", "").replaceAll("\\s", "");
        return java.util.HexFormat.of().parseHex(digits);
    }
}
