/// What the host's network looks like to somebody who has to put an address into SDP: which
/// addresses there are, which of them a phone can reach, and which ports are free.
///
/// An address in SDP that the phone cannot reach is the usual reason why a call to a container
/// connects and stays silent. There is no interface of the operating system that says "this is the
/// address for the LAN": a UDP connect to an outside address picks the VPN, the name of the host
/// leads to 127.0.0.1, and the bridges of container engines look like any other interface. So the
/// ranking reads what the kernel tells (`/sys/class/net`, `/proc/net/route`, `/proc/net/if_inet6`),
/// asks Docker for its own gateways, and says its reason for each address in words.
///
/// Threads: all classes are safe for use by several threads; nothing is cached, each call reads
/// anew. A ranking costs some milliseconds.
///
/// ```java
/// List<HostAddress> ranked = HostAddresses.ofThisHost(Set::of, Optional::empty).rank();
/// HostAddress best = ranked.getFirst();          // 192.168.1.20 on eth0: default route, Ethernet
/// ```
@NullMarked
package io.milliwatt.bench.network;

import org.jspecify.annotations.NullMarked;
