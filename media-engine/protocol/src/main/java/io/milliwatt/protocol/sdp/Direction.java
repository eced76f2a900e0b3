package io.milliwatt.protocol.sdp;

import java.util.List;
import java.util.Optional;

/// Which way media flows, seen by the one who wrote the description: RFC 8866, section 6.7.
public enum Direction {
    SENDRECV(true, true),
    SENDONLY(true, false),
    RECVONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    public static Direction of(boolean sends, boolean receives) {
        if (sends) {
            return receives ? SENDRECV : SENDONLY;
        }
        return receives ? RECVONLY : INACTIVE;
    }

    public boolean sends() {
        return sends;
    }

    public boolean receives() {
        return receives;
    }

    /// The same flows seen by the other side: sendonly becomes recvonly.
    public Direction mirrored() {
        return of(/* sends= */ receives, /* receives= */ sends);
    }

    /// Only the flows both allow.
    public Direction and(Direction other) {
        return of(sends && other.sends, receives && other.receives);
    }

    /// The attribute name.
    public String text() {
        return switch (this) {
            case SENDRECV -> "sendrecv";
            case SENDONLY -> "sendonly";
            case RECVONLY -> "recvonly";
            case INACTIVE -> "inactive";
        };
    }

    /// The first direction attribute of a list.
    static Optional<Direction> in(List<SdpAttribute> attributes) {
        for (SdpAttribute attribute : attributes) {
            for (Direction direction : values()) {
                if (attribute.name().equals(direction.text())) {
                    return Optional.of(direction);
                }
            }
        }
        return Optional.empty();
    }

    SdpAttribute toAttribute() {
        return SdpAttribute.flag(text());
    }
}
