/// The SIP front end: turns SIP calls into media paths and call applications, and says so to
/// registry and event stream.
///
/// RFC 3261 (SIP), RFC 3264 (offer/answer). The classes of a front end know the call types of
/// `io.milliwatt.engine.call` and no other front end.
///
/// *Threads.* Events of one call come one at a time on the SIP stack's threads; media is reached by
/// [io.milliwatt.engine.media.MediaServer].
@NullMarked
package io.milliwatt.engine.frontend.sip;

import org.jspecify.annotations.NullMarked;
