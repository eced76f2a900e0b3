package io.milliwatt.engine.media;

/// Makes the audio that a call application sends. Media loop's thread.
public interface AudioSource {
    /// Writes samples, linear 16 bit, and never ends.
    @FunctionalInterface
    interface Endless {
        void fill(short[] samples, int offset, int count);
    }

    /// Of the samples that [#fill(short[], int, int)] writes.
    int sampleRateHz();

    /// Writes the next samples, linear 16 bit.
    ///
    /// @return how many were written; fewer than `count` = this was the end
    int fill(short[] samples, int offset, int count);

    /// A source that never ends.
    static AudioSource endless(int sampleRateHz, Endless filler) {
        return new AudioSource() {
            @Override
            public int sampleRateHz() {
                return sampleRateHz;
            }

            @Override
            public int fill(short[] samples, int offset, int count) {
                filler.fill(samples, offset, count);
                return count;
            }
        };
    }

    /// Samples that are there already, once.
    static AudioSource of(int sampleRateHz, short[] all) {
        return new AudioSource() {
            private int position;

            @Override
            public int sampleRateHz() {
                return sampleRateHz;
            }

            @Override
            public int fill(short[] samples, int offset, int count) {
                int left = Math.min(count, all.length - position);
                System.arraycopy(all, position, samples, offset, left);
                position += left;
                return left;
            }
        };
    }
}
