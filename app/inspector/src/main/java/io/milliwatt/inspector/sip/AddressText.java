package io.milliwatt.inspector.sip;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/// Addresses as captures have them: any text may stand where one should.
public final class AddressText {
    private static final Pattern LIKELY = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    private AddressText() {}

    /// The address when it is a literal of IPv4 or IPv6; empty for a name or anything else. Nothing
    /// is resolved.
    public static Optional<InetAddress> literal(String text) {
        boolean likely =
                LIKELY.matcher(text).matches()
                        && (text.indexOf(':') >= 0 || text.matches("([0-9]{1,3}\\.){3}[0-9]{1,3}"));
        if (!likely) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
