package io.milliwatt.protocol.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Gives the formats of an offer their numbers. In a session a number keeps its meaning (RFC 3264,
/// section 8.3.2): what the last description named is named so again, and its numbers are used for
/// nothing else.
final class PayloadNumbers {
    private static final int FIRST_DYNAMIC = 96;
    private static final int LAST = 127;

    private final List<RtpMap> before;
    private final Set<Integer> used = new HashSet<>();

    PayloadNumbers(Optional<MediaDescription> previous) {
        before = new ArrayList<>(previous.map(MediaDescription::rtpMaps).orElse(List.of()));
        before.forEach(map -> used.add(map.payloadType()));
    }

    /// Whether the last description named that encoding.
    boolean isKnown(RtpMap format) {
        return before.stream().anyMatch(format::sameEncodingAs);
    }

    /// @param format its own number does not count
    /// @param wished taken when it is free: the static one, or what peers are used to
    /// @return empty when all 32 dynamic numbers are in use
    Optional<RtpMap> numbered(RtpMap format, OptionalInt wished) {
        Optional<RtpMap> known = before.stream().filter(format::sameEncodingAs).findFirst();
        if (known.isPresent()) {
            return known.map(map -> format.withPayloadType(map.payloadType()));
        }
        int number = FIRST_DYNAMIC;
        if (wished.isPresent() && !used.contains(wished.getAsInt())) {
            number = wished.getAsInt();
        } else {
            while (used.contains(number) || number == RtpMap.USUAL_TELEPHONE_EVENT) {
                number++;
            }
        }
        return number <= LAST && used.add(number)
                ? Optional.of(format.withPayloadType(number))
                : Optional.empty();
    }
}
