package io.milliwatt.presentation.phone;

import io.milliwatt.bench.call.Calls;

/// A phone that stands on the LAN. Closing it removes all that was made for it.
public interface LanPhone extends Calls {
    /// Where it stands, in dotted decimal; empty in a Docker network, which gives it an address.
    String address();
}
