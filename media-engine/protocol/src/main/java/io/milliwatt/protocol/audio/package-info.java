/// Audio in linear samples, 16 bit, mono, 8000 a second: what the phone plays and sends, and how it
/// is judged.
///
/// [ToneGenerator] and [ReferenceSignal] make samples; [DigitalLevel] relates them to dBm0 by ITU-T
/// G.711; [LevelMeter] measures them. [DecodedStream] turns received packets back into even sound:
/// it puts them into their order and time, decodes them, and has [PacketLossConcealment] fill what
/// is missing in the manner of ITU-T G.711, appendix I. [Resampler] changes the sample rate,
/// [ConferenceMixer] lets many hear each other, [SilenceSuppression] and [ComfortNoiseGenerator]
/// leave out and make background noise (RFC 3389). [SignalComparison] finds a sent signal in a
/// recording and says how late and how clean it came back.
///
/// Everything but the results is mutable and belongs to one thread. There is no clock: the time of
/// a packet and of a playout is an argument.
///
/// ```java
/// DecodedStream stream = new DecodedStream(encoding, 16_000);
/// stream.put(view, nowNanos);                           // when a packet comes
/// stream.pull(frame, nowNanos);                         // each 20 ms: 320 samples
/// ```
@NullMarked
package io.milliwatt.protocol.audio;

import org.jspecify.annotations.NullMarked;
