package io.milliwatt.protocol.codec;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Every audio encoding this module has. [AudioCodecs] holds those that are offered and answered.
public final class AudioEncodings {
    private static final List<AudioEncoding> ALL =
            Stream.concat(
                            Stream.of(Opus.DEFAULT, G722.INSTANCE),
                            Stream.concat(AudioCodecs.all().stream(), LinearPcm.all().stream()))
                    .toList();

    private AudioEncodings() {}

    /// Wideband first, what needs most bandwidth last.
    public static List<AudioEncoding> all() {
        return ALL;
    }

    /// By encoding name and clock rate of `a=rtpmap`; the name without regard to case (RFC 8866,
    /// section 6.6).
    public static Optional<AudioEncoding> byRtpMap(String name, int clockRateHz) {
        return ALL.stream()
                .filter(encoding ->
                        encoding.clockRateHz() == clockRateHz
                                && encoding.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /// By the static payload type of RFC 3551, table 4.
    public static Optional<AudioEncoding> byPayloadType(int payloadType) {
        return ALL.stream()
                .filter(encoding -> encoding.staticPayloadType().orElse(-1) == payloadType)
                .findFirst();
    }
}
