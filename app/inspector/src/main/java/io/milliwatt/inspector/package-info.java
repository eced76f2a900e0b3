/// What captures show: the calls, the messages, the streams.
///
/// The way of a packet: [io.milliwatt.inspector.capture] reads frames from a file or a running
/// capture, [io.milliwatt.inspector.packet] takes them apart down to UDP datagrams and bytes of TCP
/// connections, [io.milliwatt.inspector.rtp] counts streams, [io.milliwatt.inspector.sip] follows
/// dialogs, and [io.milliwatt.inspector.call] joins both into calls.
///
/// Nothing here knows Docker, prints, or starts a thread. Time is what the capture says,
/// nanoseconds since 1970. Input is hostile: what cannot be read is counted and said, never thrown.
@NullMarked
package io.milliwatt.inspector;

import org.jspecify.annotations.NullMarked;
