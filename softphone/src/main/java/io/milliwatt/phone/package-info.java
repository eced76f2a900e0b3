/// The built-in phone: a SIP user agent with its own RTP, for test calls from window and command
/// line. One package for calls, [io.milliwatt.phone.audio] for what they send and play.
///
/// A [Phone][io.milliwatt.phone.Phone] listens on one SIP port, places and takes calls, and
/// registers. A [PhoneCall][io.milliwatt.phone.PhoneCall] negotiates opus, G722, PCMU and PCMA (RFC
/// 3264), and keys of SRTP when it is asked to (RFC 3711, 4568), sends and plays RTP (RFC 3550,
/// 3551) with RTCP, DTMF by RFC 4733 or INFO, hold and resume, early media. It sends to the address
/// the SDP says, never to where packets happen to come from: a wrong address in an SDP must be
/// seen, not healed.
///
/// **Nothing hangs.** A target that answers nothing, a far end that dies, a network that goes away:
/// each ends the call within seconds, with the reason in words. No method of a call blocks.
///
/// **Threads.** Two platform threads per call while media flows (one sends and plays each 20 ms by
/// the clock, one receives); signalling on virtual threads. Listeners are called one event at a
/// time on a thread of the phone's own, and may take their time. All methods may be called from any
/// thread.
///
/// ```java
/// try (Phone phone = Phone.start(PhoneConfig.on(InetAddress.getByName("0.0.0.0"), "alice"), new PhoneListener() {})) {
///     CaptureSink heard = new CaptureSink();
///     PhoneCall call = phone.call(SipUri.parse("sip:echo@192.0.2.1"), CallOptions.of(new ToneSource(440, -10), heard));
///     if (call.awaitConnected(Duration.ofSeconds(10))) {
///         call.awaitEnded(Duration.ofSeconds(5));
///     }
///     call.hangUp();
/// }
/// ```
@NullMarked
package io.milliwatt.phone;

import org.jspecify.annotations.NullMarked;
