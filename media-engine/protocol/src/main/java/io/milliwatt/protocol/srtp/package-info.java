/// Secure RTP and RTCP: RFC 3711 with the suites of RFC 4568 (AES counter mode with HMAC-SHA1) and
/// RFC 7714 (AES-GCM), on the ciphers of the JDK.
///
/// A [SrtpMasterKey] is what SDP or DTLS gives, one for each way, together [SrtpParameters]. An
/// [SrtpSender] protects and an [SrtpReceiver] checks and decrypts packets in place; both are told
/// by an [SrtpResult] what came of it, and never throw on what came from the network. Roll-over
/// counter and replay window belong to a source, the session keys to the master key, which is why
/// one object serves all sources of a transport.
///
/// Keys are derived once (the derivation rate is 0), the tag of an SRTP packet is never left out,
/// and everything we send is encrypted. A sender or receiver belongs to one thread. State is
/// bounded: 64 sources a key.
///
/// ```java
/// SrtpParameters keys = media.srtp().orElseThrow();
/// SrtpSender sender = new SrtpSender(keys.send());
/// SrtpReceiver receiver = new SrtpReceiver(keys.receive());
/// if (receiver.unprotect(datagram) == SrtpResult.OK && view.wrap(datagram) == null) {
///     handle(view);
/// }
/// sender.protect(outgoing);       // the limit moves by sender.rtpOverheadOctets()
/// ```
@NullMarked
package io.milliwatt.protocol.srtp;

import org.jspecify.annotations.NullMarked;
