package io.milliwatt.phone.media;

/// The ports a phone takes for RTP and RTCP.
///
/// @param first first port
/// @param last last port, included; both 0 = any free pair
public record MediaPorts(int first, int last) {
    /// Any free pair of an even port and the next.
    public static final MediaPorts ANY = new MediaPorts(0, 0);

    public MediaPorts {
        boolean any = first == 0 && last == 0;
        if (!any && (first < 1 || last > 65_535 || last <= first)) {
            throw new IllegalArgumentException("media ports " + first + "-" + last);
        }
    }
}
