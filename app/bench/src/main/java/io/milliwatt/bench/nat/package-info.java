/// Where one place has two addresses: what Docker publishes, as the inspector's
/// [NatMap][io.milliwatt.inspector.call.NatMap].
///
/// SDP names a host's address where the packets at the container have the container's, or names an
/// address that is the host's only for those outside. Who published the ports was told which they
/// are, so that the streams at both places are known to be one, whatever SSRC and timing say:
///
/// ```java
/// Translations known = Translations.of(engine);
/// var inspector = new Inspector(known.map());
/// ```
///
/// Values and functions of them; no thread, nobody is asked here.
@NullMarked
package io.milliwatt.bench.nat;

import org.jspecify.annotations.NullMarked;
