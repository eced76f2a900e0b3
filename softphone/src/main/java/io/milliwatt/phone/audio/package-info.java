/// Where the phone's audio comes from and goes to: virtual audio (tone, WAV file, silence, reference signal; WAV file, memory)
/// and sound devices through javax.sound. Everything here speaks 8,000 samples a second, mono, linear 16 bit, in frames of 20 ms
/// (160 samples).
///
/// The call's media threads pull from an [AudioSource] and push into an [AudioSink]; neither may block.
@NullMarked
package io.milliwatt.phone.audio;

import org.jspecify.annotations.NullMarked;
