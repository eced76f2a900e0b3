package io.milliwatt.protocol.codec;

import java.util.List;
import java.util.Optional;

/// The audio codecs that are offered and answered. [AudioEncodings] has more.
public final class AudioCodecs {
    private static final List<AudioCodec> ALL = List.of(Pcmu.INSTANCE, Pcma.INSTANCE);

    private AudioCodecs() {}

    /// In our order of preference.
    public static List<AudioCodec> all() {
        return ALL;
    }

    /// By the encoding name of `a=rtpmap`, without regard to case (RFC 8866, section 6.6: names are
    /// compared that way).
    public static Optional<AudioCodec> byName(String name) {
        return ALL.stream().filter(codec -> codec.name().equalsIgnoreCase(name)).findFirst();
    }

    /// By the static payload type of RFC 3551, table 4.
    public static Optional<AudioCodec> byPayloadType(int payloadType) {
        return ALL.stream()
                .filter(codec -> codec.staticPayloadType().orElse(-1) == payloadType)
                .findFirst();
    }
}
