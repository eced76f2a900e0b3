/// Bad networks: what a path with loss, delay, jitter, duplicates and reordering does to each
/// packet, as a pure function of a seed.
///
/// An [Impairment] says how bad a path is; [Impairment#parse] reads it from words that fit into the
/// name of a test number or a command line. An [ImpairedPath] is one such path: for each packet it
/// says when it comes out, once, twice or never. It holds no packet, no clock and no thread; who
/// sends packets keeps them until their time.
///
/// Loss follows the model of Gilbert and Elliott: a good and a bad state, between which a packet's
/// time may change, each with a loss of its own. The same seed gives the same fate to every packet,
/// so that a complaint can be played again.
///
/// One thread owns a path; an impairment is a value.
///
/// ```java
/// ImpairedPath path = Impairment.parse("loss-5,jitter-30,seed-7").orThrow().newPath();
/// int copies = path.onPacket(nowNanos, releases);      // 0 = lost
/// for (int i = 0; i < copies; i++) {
///     sendAt(releases[i], packet);
/// }
/// ```
@NullMarked
package io.milliwatt.protocol.impair;

import org.jspecify.annotations.NullMarked;
