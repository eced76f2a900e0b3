/// RTCP packets and their timing: RFC 3550, section 6.
///
/// [SenderReport], [ReceiverReport], [SourceDescription] and [Goodbye] are immutable values; a type
/// this module does not know (APP, feedback, extended reports) is an [UnknownRtcp], not an error.
/// [CompoundRtcp] is what one datagram holds, with the validity checks of appendix A.2.
/// [RtcpInterval] says when the next report is due: section 6.3 and appendix A.7.
///
/// Values may be used by any thread, an [RtcpInterval] by one.
///
/// ```java
/// CompoundRtcp report = new CompoundRtcp(List.of(senderReport, SourceDescription.cname(ssrc, "phone@host")));
/// report.writeTo(buffer);
/// ```
@NullMarked
package io.milliwatt.protocol.rtcp;

import org.jspecify.annotations.NullMarked;
