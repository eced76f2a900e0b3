/// The control API: HTTP, JSON and an event stream, as `docs/engine.md` describes it.
///
/// Each request runs on a virtual thread. Every request needs the token of this launch; bodies and
/// headers are bounded; a failure is answered with a status and one line, never with a stack trace.
@NullMarked
package io.milliwatt.engine.control;

import org.jspecify.annotations.NullMarked;
