/// One call, explained: what the right column of the bench and the page Calls show.
///
/// [CallViewModel][io.milliwatt.presentation.call.CallViewModel] is shown one
/// [CallRecord][io.milliwatt.bench.record.CallRecord] after the other and derives the
/// [path][io.milliwatt.presentation.call.PathView] hop by hop, the streams, the messages, both SDPs
/// with their lines [judged][io.milliwatt.presentation.call.SdpView], the findings and the course
/// of the jitter. [CallsViewModel][io.milliwatt.presentation.call.CallsViewModel] keeps the
/// finished calls of this window.
///
/// Nothing here measures: every number comes from the record. What is judged, is judged by the
/// record's findings and by the facts of the engine that was called.
///
/// **Threads.** The user interface thread only; the derivations are pure.
///
/// ```java
/// call.show(record, engine);
/// call.path().get().hops().forEach(hop -> draw(hop.health(), hop.label()));
/// ```
@NullMarked
package io.milliwatt.presentation.call;

import org.jspecify.annotations.NullMarked;
