package io.milliwatt.inspector.capture;

/// Takes the records of one format from a window of bytes. It throws nothing: what is broken it
/// tells, and goes on behind it where that can be found.
interface RecordReader {
    /// What [#read] returns when the rest of the bytes cannot be read.
    int GIVE_UP = -1;

    /// Octets of a record that are held at most; a longer one is skipped. Wireshark writes none
    /// above 256 KiB for the link types read here.
    int LONGEST_RECORD = 16 << 20;

    /// Takes the record at `from`, when it is there as a whole.
    ///
    /// @return the octets it took, which may be more than there are (those are to be skipped); 0 =
    ///   it needs [#needed]; [#GIVE_UP]
    long read(byte[] bytes, int from, int to);

    /// Octets from the last `from` without which [#read] can do nothing.
    int needed();

    CaptureFormat format();

    /// No bytes follow those of the next [#read]: a record that would need more is none.
    void noMoreFollows();
}
