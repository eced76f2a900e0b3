package io.milliwatt.inspector.call;

import java.util.Optional;

/// How a call ended.
///
/// @param by who ended it: who sent BYE or CANCEL, or refused; empty while it goes on
/// @param status SIP status that ended it, or the one of a Reason header (RFC 3326); 0 = none
/// @param words why, in words; empty while it goes on
public record Release(Optional<Side> by, int status, String words) {
    /// Not ended.
    public static final Release NONE = new Release(Optional.empty(), 0, "");
}
