/// The keys of a stream: what a sender encrypts with (RFC 3711), from the session descriptions in
/// the same capture (RFC 4568). They go to the decoder and nowhere else: no value that is shown has
/// them.
///
/// One thread.
@NullMarked
package io.milliwatt.inspector.audio;

import org.jspecify.annotations.NullMarked;
