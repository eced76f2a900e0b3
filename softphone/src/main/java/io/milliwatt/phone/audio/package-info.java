/// Where the phone's audio comes from and goes to: virtual audio (tone, WAV file, silence; WAV
/// file, memory) and sound devices through javax.sound. Everything here speaks 8,000 samples a
/// second, mono, linear 16 bit, in frames of 20 ms (160 samples). Levels are dBm0 (ITU-T G.711).
///
/// The call's media threads pull from an [AudioSource] and push into an [AudioSink]; neither may
/// block. What waits (a disk, a sound device) waits on a thread of its own behind a bounded buffer,
/// which counts what it loses. Opening may wait and belongs on the thread of a task.
///
/// Trouble before the call is a checked exception with words for people ([AudioFileException],
/// [AudioDeviceException]); trouble in mid-call never ends the call: the source gives silence, the
/// sink ignores what it gets, and `problem()` says why.
///
/// ```java
/// CapturingSource sent = new CapturingSource(WavSource.open(Path.of("hello.wav")));
/// CaptureSink heard = new CaptureSink();
/// AudioSink sink = new TeeSink(heard, WavSink.create(Path.of("heard.wav")));
/// // the call reads from sent and writes to sink, then:
/// sent.close();
/// sink.close();
/// compare(sent.samples(), heard.samples());
/// ```
@NullMarked
package io.milliwatt.phone.audio;

import org.jspecify.annotations.NullMarked;
