/// The audio of one call over RTP: sockets, pacing, statistics, digits, playout. [MediaSession] is
/// what a call uses.
///
/// RFC 3550 (RTP, RTCP), RFC 3551 (PCMU, PCMA), RFC 4733 (telephone-event), RFC 4961 (symmetric
/// RTP), RFC 5761 (rtcp-mux).
///
/// *Threads.* A session has two platform threads: one sends and plays on absolute deadlines 20 ms
/// apart, one receives. Everything else may be called from any thread and does not block.
///
/// ```java
/// var session = MediaSession.open(local, MediaPorts.ANY);
/// session.start(negotiated, new ToneSource(440, -10), new CaptureSink(), digit -> {});
/// PhoneMedia now = session.snapshot();
/// session.close();
/// ```
@NullMarked
package io.milliwatt.phone.media;

import org.jspecify.annotations.NullMarked;
