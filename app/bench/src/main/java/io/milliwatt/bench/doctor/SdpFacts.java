package io.milliwatt.bench.doctor;

import io.milliwatt.protocol.ParseResult;
import io.milliwatt.protocol.sdp.Direction;
import io.milliwatt.protocol.sdp.MediaAddress;
import io.milliwatt.protocol.sdp.MediaDescription;
import io.milliwatt.protocol.sdp.SessionDescription;
import java.util.List;
import java.util.Optional;

/// What a session description says about its audio.
///
/// @param address where the writer wants RTP, as it stands in the `c=` line
/// @param rtpPort port of the `m=` line; 0 = refused
/// @param rtcpPort where it wants RTCP; equal to the RTP port with rtcp-mux
/// @param direction what the writer does
/// @param codecs encoding names, in order
public record SdpFacts(
        String address, int rtpPort, int rtcpPort, Direction direction, List<String> codecs) {
    public SdpFacts {
        codecs = List.copyOf(codecs);
    }

    /// Reads the first audio of a session description; empty when there is none, or no description.
    public static Optional<SdpFacts> of(String sdp) {
        if (sdp.isBlank()
                || !(SessionDescription.parse(sdp)
                        instanceof
                        ParseResult.Parsed<SessionDescription>(SessionDescription parsed))) {
            return Optional.empty();
        }
        return parsed.media().stream()
                .filter(MediaDescription::isAudio)
                .findFirst()
                .flatMap(audio ->
                        parsed.connectionOf(audio)
                                .map(connection -> of(parsed, audio, connection.address())));
    }

    private static SdpFacts of(SessionDescription parsed, MediaDescription audio, String address) {
        var rtp = new MediaAddress(address, audio.port());
        int rtcpPort =
                audio.rtcpMux() || audio.port() == 0 ? audio.port() : audio.rtcpAddress(rtp).port();
        return new SdpFacts(
                address,
                audio.port(),
                rtcpPort,
                parsed.directionOf(audio),
                audio.rtpMaps().stream().map(map -> map.encoding()).toList());
    }
}
