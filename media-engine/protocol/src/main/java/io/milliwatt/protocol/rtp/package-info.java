/// RTP packets: RFC 3550, section 5, with the header extension of section 5.3.1 and its elements
/// (RFC 8285), and the arithmetic of their counters.
///
/// Two ways to read the same bytes. [RtpPacket] is an immutable value for tests, tools and
/// everything that is not in a hurry. [RtpView] is a reusable window over a buffer for the packet
/// path: it allocates nothing and patches fields in place. [RtpSequence] and [RtpTimestamp] hold
/// all 16-bit and 32-bit serial arithmetic of the product; past them, counters are `long`.
/// [PacketKind] tells RTP from RTCP, STUN and DTLS on one port (RFC 5761 and RFC 7983).
///
/// Values are safe everywhere; an [RtpView] belongs to one thread.
///
/// ```java
/// RtpView view = new RtpView();          // once per receiving thread
/// MalformedReason refused = view.wrap(datagram);
/// if (refused == null) {
///     view.setSsrc(ourSsrc);             // echo: the same packet under our name
/// }
/// ```
@NullMarked
package io.milliwatt.protocol.rtp;

import org.jspecify.annotations.NullMarked;
