package io.milliwatt.phone.media;

import io.milliwatt.protocol.stats.StreamSnapshot;

/// The audio of a call at one moment, as the phone sees it.
///
/// @param codec encoding name of what is sent; empty before the answer
/// @param payloadType its payload type
/// @param outgoing what is sent
/// @param incoming what is received
/// @param localRtp `IP:port` where the phone receives
/// @param remoteRtp `IP:port` where it sends
/// @param sourceRtp `IP:port` that packets come from; empty when none came
/// @param inputLevel level of what is sent, 0..1: RMS of the newest frame, full scale sine = 1
/// @param outputLevel level of what is heard, 0..1
/// @param latePackets packets that came too late to be played
/// @param concealedFrames frames of 20 ms that were filled in
/// @param playoutMillis delay the playout buffer aims at; milliseconds
/// @param digits digits received as telephone-event
/// @param strangers packets refused because they came from somewhere else
/// @param malformed datagrams that are no RTP or RTCP
/// @param silentMillis time since the newest RTP packet, or since receiving began; milliseconds; 0
///   while none is expected
/// @param unreachable whether the far end's host has said that nothing listens on its RTP port
public record PhoneMedia(
        String codec,
        int payloadType,
        StreamSnapshot outgoing,
        StreamSnapshot incoming,
        String localRtp,
        String remoteRtp,
        String sourceRtp,
        double inputLevel,
        double outputLevel,
        long latePackets,
        long concealedFrames,
        int playoutMillis,
        String digits,
        long strangers,
        long malformed,
        double silentMillis,
        boolean unreachable) {}
