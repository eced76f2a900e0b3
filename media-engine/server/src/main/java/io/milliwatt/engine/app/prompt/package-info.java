/// What the engine says: short recordings of an English voice, stored as G.722 (ITU-T G.722, 64
/// kbit/s, 8 kB a second) in the jar and given as samples of 16 kHz.
///
/// The recordings were made once by `media-engine/server/src/prompts/make` with espeak-ng; decision
/// 12 says what their licence is. [Prompt] lists them, [Prompts] loads them.
///
/// Any thread may use [Prompts]; a prompt is decoded once, when it is first wanted.
///
/// ```java
/// Prompts prompts = new Prompts();                       // one for the engine
/// short[] greeting = prompts.samples(Prompt.WELCOME);    // 16 kHz
/// short[] answer = prompts.pressed("12#");
/// ```
@NullMarked
package io.milliwatt.engine.app.prompt;

import org.jspecify.annotations.NullMarked;
