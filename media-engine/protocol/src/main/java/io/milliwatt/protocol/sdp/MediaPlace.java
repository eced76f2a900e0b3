package io.milliwatt.protocol.sdp;

/// Which media of a session this is.
///
/// @param place of its `m=` line in the description, from 0; it never changes in a session (RFC
///   3264, section 8)
/// @param transport the place of the `m=` line whose ports and keys it uses: its own unless BUNDLEd
///   (RFC 8843)
/// @param mid its `a=mid` (RFC 5888), or empty
public record MediaPlace(int place, int transport, MediaKind kind, String mid) {

    /// Whether another media lends it ports and keys.
    public boolean isBundled() {
        return transport != place;
    }

    MediaPlace on(int newTransport) {
        return new MediaPlace(place, newTransport, kind, mid);
    }
}
