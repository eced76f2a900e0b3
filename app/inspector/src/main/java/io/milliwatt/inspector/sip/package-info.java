/// SIP messages of a capture, broken ones too, and the transactions they belong to.
///
/// A SIP stack refuses a broken message; an inspector shows it and says what is wrong. So this is
/// not the parser of the stack: [SipMessageReader] takes bytes of a datagram, [SipFraming] those of
/// one direction of a TCP connection (RFC 3261, section 18.3), and what breaks a rule stands in
/// [SipMessage#problems()]. Compact names, folded lines and several values in a line are understood
/// (RFC 3261, section 7.3).
///
/// Everything is bounded: octets of a message, lines, problems, bytes that wait for their rest. A
/// [SipMessage] has keys and digests as they came; for people there is [SipMessage#shownText()],
/// without them. Values are immutable; a [SipFraming] belongs to one thread.
///
/// ```java
/// SipMessageReader.read(bytes, 0, bytes.length).ifPresent(message -> show(message.shownText()));
/// ```
@NullMarked
package io.milliwatt.inspector.sip;

import org.jspecify.annotations.NullMarked;
