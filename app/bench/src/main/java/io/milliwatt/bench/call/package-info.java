/// Test calls: dials with the built-in phone, watches the engine's view of the same call through
/// its control API, joins both into a call record, measures what was heard, and asks the doctor.
///
/// *Threads.* Each call has one virtual thread that watches the engine and the clock; everything
/// public may be called from any thread and returns at once, but for
/// [LiveCall#await(java.time.Duration)].
///
/// ```java
/// try (Calls calls = PhoneCalls.open(engines)) {
///     LiveCall call = calls.dial(request);
///     call.await(Duration.ofSeconds(10));
///     CallRecord record = call.snapshot();
/// }
/// ```
@NullMarked
package io.milliwatt.bench.call;

import org.jspecify.annotations.NullMarked;
