/// Frames taken apart: link layer, VLAN, IPv4 and IPv6 with fragments, UDP, TCP.
///
/// [Datagram] is one object that is filled again for each packet, because a capture has millions of
/// them; whoever wants to keep something copies it. One thread.
@NullMarked
package io.milliwatt.inspector.packet;

import org.jspecify.annotations.NullMarked;
