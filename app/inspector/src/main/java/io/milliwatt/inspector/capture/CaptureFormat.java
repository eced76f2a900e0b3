package io.milliwatt.inspector.capture;

/// How a capture is written down.
public enum CaptureFormat {
    /// The classic format of libpcap (draft-ietf-opsawg-pcap).
    PCAP("pcap"),
    /// The format of blocks (draft-ietf-opsawg-pcapng).
    PCAPNG("pcapng"),
    /// Neither, or an empty file.
    UNKNOWN("unknown");

    private final String label;

    CaptureFormat(String label) {
        this.label = label;
    }

    /// `pcap`, `pcapng`, `unknown`.
    public String label() {
        return label;
    }
}
