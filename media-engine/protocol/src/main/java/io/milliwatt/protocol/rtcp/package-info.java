/// RTCP packets and their timing: RFC 3550, section 6.
///
/// [SenderReport], [ReceiverReport], [SourceDescription], [Goodbye] and [ApplicationDefined] are
/// immutable values, and so are the feedback of RFC 4585 and RFC 5104 ([TransportFeedback],
/// [PayloadFeedback]) and the extended reports of RFC 3611 ([ExtendedReport], made of [XrBlock]s).
/// What this module does not know, a packet type, a feedback format, a block type, is kept as it
/// came; it is not an error. [CompoundRtcp] is what one datagram holds, with the validity checks of
/// appendix A.2, which those of RFC 5506 may replace where both sides agreed on reduced size.
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
