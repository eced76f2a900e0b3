/// Digits in the media stream: telephone events of RFC 4733.
///
/// [TelephoneEvent] is the payload; [DtmfSender] says, packet time by packet time, which event
/// packet replaces the audio; [DtmfReceiver] turns event packets back into digits, each once,
/// whatever is lost, repeated or late.
///
/// Sender and receiver are state machines without clock: the sender moves by one packet time with
/// each call. One thread owns each.
///
/// ```java
/// sender.send("123#");
/// Optional<DtmfSender.EventPacket> event = sender.next(timestamp);   // each 20 ms, before the audio is encoded
/// receiver.onPacket(view).ifPresent(digit -> pressed(digit));
/// ```
@NullMarked
package io.milliwatt.protocol.dtmf;

import org.jspecify.annotations.NullMarked;
