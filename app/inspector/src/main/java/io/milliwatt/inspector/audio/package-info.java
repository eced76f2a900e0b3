/// What a stream of a capture sounds like: its packets, in order, decoded, with the silence where
/// they are missing. Encrypted ones (RFC 3711) with the keys of the session descriptions in the
/// same capture (RFC 4568), which go nowhere else.
///
/// A file is read again for it: a capture of millions of packets keeps no payload in memory.
/// Bounded by packets and samples. One thread.
@NullMarked
package io.milliwatt.inspector.audio;

import org.jspecify.annotations.NullMarked;
