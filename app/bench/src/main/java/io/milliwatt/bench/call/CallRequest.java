package io.milliwatt.bench.call;

import io.milliwatt.bench.engine.EngineInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A test call.
///
/// @param target SIP URI, or a bare test number when `engine` is given
/// @param engine the engine that is called, when it is one of ours: gives the engine's taps
/// @param duration how long to stay connected; empty = until hung up
/// @param audio what to send, where to hear
/// @param codecs encoding names in order of preference; empty = the phone's own
/// @param transport `udp` or `tcp`
/// @param dtmf digits to send once connected; empty = none
/// @param security whether media is encrypted
public record CallRequest(
        String target,
        Optional<EngineInfo> engine,
        Optional<Duration> duration,
        AudioChoice audio,
        List<String> codecs,
        String transport,
        String dtmf,
        MediaSecurity security) {}
