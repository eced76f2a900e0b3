/// The media of a call: sockets, latches, RTP session and call application, joined in [MediaPath]
/// and built in one place, [MediaServer].
///
/// RFC 3550 (RTP, RTCP), RFC 3551 (payload types), RFC 4733 (telephone-event), RFC 4961 (symmetric
/// RTP), RFC 5761 (RTP and RTCP on one port).
///
/// A [MediaPath] belongs to the media loop's thread. Others ask [MediaServer], which passes it on.
@NullMarked
package io.milliwatt.engine.media;

import org.jspecify.annotations.NullMarked;
