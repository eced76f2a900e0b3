/// The engine's settings: read once from arguments and environment, checked before anything is
/// opened.
///
/// A bad value ends the start with exit status 78 and one line that says which setting, what it
/// was, and what is allowed. Values are immutable; any thread.
///
/// ```java
/// EngineConfig config = EngineConfig.read(args, System.getenv());
/// ```
@NullMarked
package io.milliwatt.engine.config;

import org.jspecify.annotations.NullMarked;
