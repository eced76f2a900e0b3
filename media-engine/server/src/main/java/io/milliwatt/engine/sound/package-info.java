/// Sounds that outlive a call: what the `play` number plays, and what the `record` number recorded.
///
/// Files are WAV of one kind, PCM of 16 bit, mono: whoever gives another kind converts it before
/// (the command line and the window do). A recording is written by a thread of its own; the media
/// loop only hands frames over and never waits for a disk.
///
/// ```java
/// Recording recording = recordings.begin(callId, 8_000);
/// recording.append(frame, 160);
/// recording.finish();
/// ```
@NullMarked
package io.milliwatt.engine.sound;

import org.jspecify.annotations.NullMarked;
