/// The call applications: what happens to the media of an answered call. One small class each;
/// [TestNumbers] lists them and says which number selects which.
///
/// All methods are called on the media loop's thread.
///
/// ```java
/// final class Echo implements CallApplication {
///     public void onRtp(MediaPath path, MediaTransport from, RtpView packet, long nowNanos) {
///         from.sendBack(packet, nowNanos);
///     }
/// }
/// ```
@NullMarked
package io.milliwatt.engine.app;

import org.jspecify.annotations.NullMarked;
