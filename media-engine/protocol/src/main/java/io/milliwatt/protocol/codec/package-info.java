/// Audio codecs: G.711 mu-law and A-law, as named in RFC 3551, section 4.5.14, with their static
/// payload types 0 and 8.
///
/// A codec is stateless and immutable: one constant serves every call and thread. Samples are
/// 16-bit linear, mono; PCMU uses the upper 14, PCMA the upper 13 bits, left justified as in ITU-T
/// G.191. [AudioCodecs] finds a codec by the name of an `a=rtpmap` line or by its static payload
/// type.
///
/// ```java
/// AudioCodec codec = AudioCodecs.byPayloadType(0).orElseThrow();   // PCMU
/// int samples = codec.samplesPer(Duration.ofMillis(20));            // 160
/// int octets = codec.encode(pcm, 0, samples, payload, 0);           // 160
/// ```
@NullMarked
package io.milliwatt.protocol.codec;

import org.jspecify.annotations.NullMarked;
