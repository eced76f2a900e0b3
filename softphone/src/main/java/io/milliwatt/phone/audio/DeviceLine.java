package io.milliwatt.phone.audio;

/// An open sound device: the little of javax.sound that the phone needs.
interface DeviceLine {
    /// What is asked of a device, in this order: the phone's own rate first.
    LineFormat format();

    /// Reads or writes that many bytes of 16-bit little endian samples and waits until it is done.
    /// Fewer are moved only when the device is gone or was closed.
    int transfer(byte[] bytes, int count);

    /// Ends a transfer that waits, and gives the device back. Called once, may take long.
    void close();

    /// Rate and channels of a line.
    record LineFormat(int sampleRateHz, int channels) {
        int frameBytes() {
            return 2 * channels;
        }
    }
}
