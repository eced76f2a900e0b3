package io.milliwatt.engine.media;

import io.milliwatt.engine.counter.Counters;
import io.milliwatt.transport.MediaLoop;
import java.time.Duration;

/// What all calls of a server share.
///
/// @param cname canonical name in RTCP SDES (RFC 3550, section 6.5.1)
/// @param advertised the address in SDP
/// @param silenceLimit how long a far end may send nothing; zero = for ever
record MediaSurroundings(
        MediaLoop loop,
        Counters counters,
        Scratch scratch,
        String cname,
        String advertised,
        Duration silenceLimit) {}
