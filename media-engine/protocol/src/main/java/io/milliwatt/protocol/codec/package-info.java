/// Audio codecs, as named in RFC 3551, section 4.5: G.711 mu-law and A-law, G.722 at 64 kbit/s,
/// linear 16-bit samples (L16); Opus (RFC 6716, RFC 7587); and the payload of comfort noise (RFC
/// 3389).
///
/// [AudioEncoding] is what SDP and RTP need to know of one, and gives an [AudioEncoder] and an
/// [AudioDecoder] to each stream. An [AudioCodec] is an encoding without memory, G.711: the
/// constant itself encodes and decodes. [AudioEncodings] finds any encoding by `a=rtpmap` or static
/// payload type, [AudioCodecs] those that are offered and answered.
///
/// Samples are 16-bit linear, mono; PCMU uses the upper 14, PCMA the upper 13 bits, left justified
/// as in ITU-T G.191. Encodings are immutable and serve every thread; an encoder or decoder of
/// G.722 and Opus remembers its stream and belongs to one thread.
///
/// ```java
/// AudioEncoding encoding = AudioEncodings.byPayloadType(9).orElseThrow();   // G722
/// AudioEncoder encoder = encoding.newEncoder();
/// int samples = encoding.samplesPer(Duration.ofMillis(20));                  // 320
/// int octets = encoder.encode(pcm, 0, samples, payload, 0);                  // 160
/// timestamp += encoding.ticksPer(samples);                                   // 160
/// ```
@NullMarked
package io.milliwatt.protocol.codec;

import org.jspecify.annotations.NullMarked;
