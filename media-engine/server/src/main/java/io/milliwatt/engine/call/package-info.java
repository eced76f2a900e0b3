/// What the engine knows of its calls, apart from any front end: the registry, the newest SIP
/// messages, and the snapshots that the control API prints (`docs/engine.md`).
///
/// Registry and log may be used from any thread.
@NullMarked
package io.milliwatt.engine.call;

import org.jspecify.annotations.NullMarked;
