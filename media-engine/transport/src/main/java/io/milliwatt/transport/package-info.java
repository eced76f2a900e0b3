/// Where packets meet the operating system: the UDP sockets of the engine, the pool of RTP ports
/// they are bound to, the loop that reads them, and the rule that decides whose packets count.
///
/// RFC 3550, section 11 (RTP on an even port, RTCP on the next), RFC 4961 (symmetric RTP), RFC 7362
/// (latching and its dangers).
///
/// *Systems.* [UdpSystem] is the way to the operating system. Linux is called directly, through the
/// foreign-function interface: a socket of the JDK costs the packet path more than the media logic
/// does. Where that cannot be (no native access, no Linux) the JDK's channels serve.
///
/// *Threads.* [MediaLoop] is one platform thread that owns its sockets, timers and everything the
/// handlers touch. Other threads reach it by [MediaLoop#execute(Runnable)] and
/// [MediaLoop#query(java.util.concurrent.Callable, java.time.Duration)] only. [PortPool] may be
/// used from any thread.
///
/// ```java
/// try (var loop = MediaLoop.start("media-0", pool.system(), LoopCounters.NONE)) {
///     var sockets = pool.open(request).orElseThrow();
///     loop.execute(() -> loop.register(sockets.rtp(), (packet, source, now) -> loop.send(sockets.rtp(), packet, source)));
/// }
/// ```
@NullMarked
package io.milliwatt.transport;

import org.jspecify.annotations.NullMarked;
