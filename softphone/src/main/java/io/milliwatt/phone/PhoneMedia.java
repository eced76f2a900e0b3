package io.milliwatt.phone;

import io.milliwatt.protocol.stats.StreamSnapshot;

/// The media of a call at one moment; of an ended call, at its end.
///
/// @param outgoing RTP sent
/// @param incoming RTP received, of the source that is played
/// @param codec encoding name agreed on; empty before
/// @param security the SRTP suite agreed on, as SDP names it; empty = plain RTP
/// @param addresses where RTP goes and comes from
/// @param levels loudness
/// @param playout the jitter buffer
/// @param digits DTMF digits received, by either method
/// @param refused datagrams that were not taken
public record PhoneMedia(
        StreamSnapshot outgoing,
        StreamSnapshot incoming,
        String codec,
        String security,
        Addresses addresses,
        Levels levels,
        PlayoutCounts playout,
        String digits,
        Refused refused) {
    /// No media yet.
    public static final PhoneMedia NONE =
            new PhoneMedia(
                    StreamSnapshot.none(0),
                    StreamSnapshot.none(0),
                    "",
                    "",
                    new Addresses("", "", ""),
                    new Levels(0, 0),
                    new PlayoutCounts(0, 0, 0, 0),
                    "",
                    new Refused(0, 0, 0, 0));

    /// Each `IP:port`, or empty while not known.
    ///
    /// @param local ours, as in our SDP
    /// @param announced the far end's, as in its SDP: where we send
    /// @param seen where the packets that are played really come from
    public record Addresses(String local, String announced, String seen) {}

    /// Levels 0..1 of the newest 20 ms, 1 = a sine of full scale.
    ///
    /// @param sent what is sent
    /// @param heard what is played
    public record Levels(double sent, double heard) {}

    /// @param late packets that came after their time
    /// @param concealed frames made up because nothing was there to play
    /// @param dropped packets and frames left out
    /// @param bufferedMillis audio that waits; milliseconds
    public record PlayoutCounts(long late, long concealed, long dropped, int bufferedMillis) {}

    /// @param malformed no RTP or RTCP
    /// @param strangers not from the far end of the call, or of a payload type not agreed on
    /// @param unauthentic not made with the key agreed on: encrypted with another one, or not at
    ///   all
    /// @param replayed encrypted packets that had come before, or come far too late
    public record Refused(long malformed, long strangers, long unauthentic, long replayed) {}
}
